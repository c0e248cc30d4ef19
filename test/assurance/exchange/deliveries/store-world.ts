import { randomBytes } from "node:crypto";
import type { SuiteId } from "../../../../src/domain/directory/hpke-suite.ts";
import { bytesOf, hexOf } from "../../../../src/domain/encoding/hex.ts";
import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../../../src/domain/entry.ts";
import { FOREVER } from "../../../../src/domain/participant.ts";
import { countriesOf } from "../../../../src/domain/payload/countries-of.ts";
import type { Role } from "../../../../src/domain/rules/role.ts";
import { type EncryptionKey, readEncryptionKey } from "../../../../src/exchange/encryption-key.ts";
import { generateEncryptionKey } from "../../../../src/exchange/generate-encryption-key.ts";
import { PrivateKey } from "../../../../src/keys/private-key.ts";
import type { Caller } from "../../../../src/gateway/caller.ts";
import type { JsonObject } from "../../../../src/domain/encoding/json.ts";
import { recoveryDigest } from "../../../support/directory-vectors.ts";
import { insertRows } from "../../../support/insert-rows.ts";
import { type Said, SeededLedger } from "../../../support/seeded-ledger.ts";
import { type Act, newStory, some, someUnit, tell, type Told } from "../../../gateway/exchange/random-story.ts";
import { EverEntitled } from "./ever-entitled.ts";
import { MemberStore } from "./member-store.ts";

const STRONG: SuiteId = 0x647a;

/** The gateways with their members. */
const HOMES = {
  trade: { trader: ["trader", "BR"], carrier: ["carrier", "DK"] },
  rival: { rival: ["carrier", "NL"] },
  customs: { customs: ["customs", "NL"], tribunal: ["tribunal", "NL"] },
  foreign: { foreign: ["customs", "CH"], auditor: ["auditor", "CH"] },
} as const satisfies Record<string, Record<string, readonly [Role, string]>>;

/** The stores of several gateways, and one place that knows every entry and every payload. */
export class StoreWorld {
  readonly truth: SeededLedger;
  readonly ever: EverEntitled;
  readonly stores: MemberStore[] = [];
  readonly callers: Caller[] = [];
  /** All keys that each member announced, also ended ones. */
  readonly keys = new Map<ParticipantId, EncryptionKey[]>();
  readonly told: Told = newStory();
  readonly #heads = new Map<ParticipantId, Bytes32>();
  #said = 0;

  private constructor(truth: SeededLedger) {
    this.truth = truth;
    this.ever = new EverEntitled(truth);
  }

  static async open(): Promise<StoreWorld> {
    const world = new StoreWorld(await SeededLedger.open());
    for (const [name, members] of Object.entries(HOMES)) await world.#openStore(name, members);
    for (const { participant } of world.callers) await world.announceKey(participant);
    await world.#pass();
    for (const store of world.stores) await store.follow(Infinity);
    return world;
  }

  storeOf(member: ParticipantId): MemberStore {
    const store = this.stores.find(({ members }) => members.includes(member));
    if (store === undefined) throw new Error(`${member} has no gateway.`);
    return store;
  }

  /** Opens another shipment. */
  async consign(act: Act): Promise<void> {
    const author = some(this.callers.slice(0, 3), act.author);
    if (this.truth.directory.rolesOf(author.participant) === 0) return;
    const shipment = await this.truth.consign(author, someUnit(++this.#said), this.#say(act));
    this.told.shipments.push(shipment);
    const row = await this.truth.db.reader
      .selectFrom("identities")
      .selectAll()
      .where("shipment", "=", shipment)
      .executeTakeFirstOrThrow();
    await insertRows(this.storeOf(author.participant).db, "identities", [row]);
    await this.#givePayload(this.truth.head(shipment));
    await this.ever.note();
  }

  /** Records another random entry, unless the ledger refuses it. */
  async tell(act: Act): Promise<void> {
    const before = this.told.recorded.length;
    const likely = act.other % 4 === 0 ? act : { ...act, author: await this.#custodianOf(act) };
    await tell(this.truth, { everybody: this.callers }, this.told, likely, (each) => this.#say(each));
    if (this.told.recorded.length === before) return;
    await this.#givePayload(this.told.recorded.at(-1));
    await this.ever.note();
  }

  /** Publishes another encryption key of a member. */
  async announceKey(participant: ParticipantId): Promise<void> {
    const store = this.storeOf(participant);
    const made = await generateEncryptionKey(STRONG);
    await store.keep(made);
    const previous = this.#heads.get(participant) ?? ZERO_BYTES32;
    const change = hexOf(randomBytes(32));
    this.#heads.set(participant, change);
    this.truth.announce({
      event: "MemberPublished",
      participant,
      change,
      publication: {
        ...{ participant, previous, suite: made.suite, key: made.publicKey, validFrom: 0 },
        endpoint: previous === ZERO_BYTES32 ? `https://${store.name}.example` : "",
        validUntil: this.truth.now + 365 * 86_400,
        recovery: previous === ZERO_BYTES32 ? recoveryDigest(store.name) : ZERO_BYTES32,
      },
      effectiveAt: this.truth.now,
    });
    const key = await readEncryptionKey(made.suite, bytesOf(made.publicKey));
    this.keys.set(participant, [...(this.keys.get(participant) ?? []), key]);
    await this.#pass();
  }

  /** Suspends a participant, or ends its suspension. */
  async suspend(participant: ParticipantId, suspended: boolean): Promise<void> {
    const member = this.truth.directory.get(participant);
    if (member === undefined || member.suspended === suspended) return;
    this.truth.amend({ ...member, suspended });
    await this.#pass();
  }

  async close(): Promise<void> {
    for (const store of this.stores) await store.close();
    await this.truth.close();
  }

  async #openStore(name: string, members: Readonly<Record<string, readonly [Role, string]>>): Promise<void> {
    const opened = Object.entries(members).map(([alias, [role, jurisdiction]]) => {
      const caller = this.truth.enrol(alias, role, jurisdiction);
      this.callers.push(caller);
      const key = PrivateKey.generate();
      const participant = this.truth.directory.get(caller.participant);
      if (participant === undefined) throw new Error(`${alias} is not enrolled.`);
      this.truth.amend({ ...participant, keys: [{ address: key.address, validFrom: 0, validUntil: FOREVER }] });
      return { id: caller.participant, key };
    });
    this.stores.push(await MemberStore.open(name, this.truth, opened));
  }

  async #pass(): Promise<void> {
    await this.truth.pass();
    await this.ever.note();
  }

  /** The place, among all callers, of the custodian of the shipment that an act is about: the ledger refuses most others. */
  async #custodianOf({ shipment, author }: Act): Promise<number> {
    const row = await this.truth.db.reader
      .selectFrom("shipments")
      .select("custodian")
      .where("id", "=", some(this.told.shipments, shipment))
      .executeTakeFirst();
    const place = this.callers.findIndex(({ participant }) => participant === row?.custodian);
    return place < 0 ? author : place;
  }

  /** A payload with a member of each class, each with a text that nothing else contains; none for an entry past a gateway. */
  #say({ kind, other }: Act): Said {
    if (other % 7 === 0) return { payload: null };
    const marker = (name: string) => `${name}-${++this.#said}`;
    const places = ["NLRTM", "CHBSL", "BRSSZ", "BRSSZ", "BRSSZ", "BRSSZ"] as const;
    const payload: JsonObject = {
      "portolan:identifier": marker("identity"),
      "portolan:placeName": marker("handoff"),
      "portolan:description": marker("declared"),
      "portolan:findings": marker("findings"),
      "portolan:officer": marker("internal"),
      price: marker("commercial"),
      ...(other % 2 === 0 && { "portolan:place": some(places, kind) }),
      ...(other % 3 === 0 && { "portolan:itinerary": [some(places, other), "BRSSZ"] }),
    };
    return { payload, countries: countriesOf(payload) };
  }

  /** Gives an entry's payload to the gateway of its author, which had it before the entry was recorded. */
  async #givePayload(hash: EntryHash | undefined): Promise<void> {
    const row = await this.truth.db.reader
      .selectFrom("payloads as p")
      .innerJoin("entries as e", (join) =>
        join.onRef("p.commitment", "=", "e.commitment").onRef("p.author", "=", "e.author"),
      )
      .selectAll("p")
      .where("e.hash", "=", hash ?? ZERO_BYTES32)
      .executeTakeFirst();
    if (row !== undefined) await insertRows(this.storeOf(row.author).db, "payloads", [row]);
  }
}
