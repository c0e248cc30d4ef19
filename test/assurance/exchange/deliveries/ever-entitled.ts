import { audienceOf } from "../../../../src/domain/audience/audience-of.ts";
import { type FieldClass, VIEW_CLASSES, type View, VIEWS } from "../../../../src/domain/audience/view.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../../../src/domain/entry.ts";
import { readAudienceFacts } from "../../../../src/store/access/audience-rows.ts";
import type { SeededLedger } from "../../../support/seeded-ledger.ts";

/** An entry with its readers at the last noted block. */
export interface NotedEntry {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly views: ReadonlyMap<ParticipantId, View>;
}

/**
 * Who was ever entitled to what, by the audience of each entry after each block, calculated where all payloads are
 * known. Who loses a right keeps what it had.
 */
export class EverEntitled {
  readonly #truth: SeededLedger;
  readonly #classes = new Map<string, Map<ParticipantId, Set<FieldClass>>>();
  readonly #identified = new Map<ShipmentId, Set<ParticipantId>>();
  #entries: readonly NotedEntry[] = [];

  constructor(truth: SeededLedger) {
    this.#truth = truth;
  }

  /** All entries with their readers at the last noted block. */
  get entries(): readonly NotedEntry[] {
    return this.#entries;
  }

  /** Notes who is entitled now. Called after each block. */
  async note(): Promise<void> {
    const { db, directory } = this.#truth;
    const entries = await db.reader
      .selectFrom("entries")
      .select(["hash", "shipment", "author", "position", "commitment"])
      .orderBy("position")
      .execute();
    const participants = directory.all();
    const noted: NotedEntry[] = [];
    for (const [shipment, ofShipment] of Map.groupBy(entries, (entry) => entry.shipment)) {
      const facts = await readAudienceFacts(db, shipment);
      const identified = this.#identified.get(shipment) ?? new Set();
      this.#identified.set(shipment, identified);
      for (const { reader } of facts.entitlements) identified.add(reader);
      for (const { hash, author, position, commitment } of ofShipment) {
        const readers = audienceOf({ ...facts, author, position }, participants);
        const key = keyOf(commitment, author);
        const classes = this.#classes.get(key) ?? new Map<ParticipantId, Set<FieldClass>>();
        this.#classes.set(key, classes);
        for (const { participant, rule, view } of readers) {
          if (rule === "customs" || rule === "tribunal") identified.add(participant);
          classes.set(participant, new Set([...(classes.get(participant) ?? []), ...VIEW_CLASSES[view]]));
        }
        const views = new Map(readers.map(({ participant, view }) => [participant, view]));
        noted.push({ hash, shipment, commitment, author, views });
      }
    }
    this.#entries = noted;
  }

  /** The classes of a payload's members to which one of these members was ever entitled. */
  classesOf(commitment: Bytes32, author: ParticipantId, members: readonly ParticipantId[]): ReadonlySet<FieldClass> {
    const byMember = this.#classes.get(keyOf(commitment, author));
    return new Set(members.flatMap((member) => [...(byMember?.get(member) ?? [])]));
  }

  /** Whether one of these members was ever entitled to a shipment's identifier. */
  knowsIdentifier(shipment: ShipmentId, members: readonly ParticipantId[]): boolean {
    return members.some((member) => this.#identified.get(shipment)?.has(member) === true);
  }
}

const keyOf = (commitment: Bytes32, author: ParticipantId) => `${commitment} ${author}`;

/** The widest view that one of these members has of an entry now. */
export function widestView({ views }: NotedEntry, members: readonly ParticipantId[]): View {
  const places = members.map((member) => VIEWS.indexOf(views.get(member) ?? "facts"));
  return VIEWS[Math.max(0, ...places)] ?? "facts";
}
