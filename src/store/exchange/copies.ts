import type { Receipt } from "../../api/exchange.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { numberOf, viewOfEntry, readerParameters, type ViewNumber, type Visibility } from "../access/visibility.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** Another member that is known to hold an entry's payload, or a part of it. */
export interface KnownHolder {
  readonly entry: EntryHash;
  readonly member: ParticipantId;
  readonly view: ViewNumber;
  readonly evidence: "receipt" | "parcel";
  /** Unix milliseconds. */
  readonly atMs: number;
}

/**
 * The members with other gateways that hold the payloads of these entries, each once for an entry: those that signed a
 * receipt, and those that sent it here. Who sent a part holds at least that part.
 */
export async function readKnownHolders(db: Database, entries: readonly EntryHash[]): Promise<KnownHolder[]> {
  const receipted = await db.reader
    .selectFrom("exchange_parcels")
    .select(["entry", "recipient", "view", "receipt", "settled_at_ms"])
    .where(oneOf(db.reader, "entry", entries))
    .where("state", "=", "settled")
    .execute();
  const arrived = await db.reader
    .selectFrom("exchange_arrivals")
    .select(["entry", "sender", "receipt", "arrived_at_ms", "view"])
    .where(oneOf(db.reader, "entry", entries))
    .execute();
  return onePerMember([
    ...receipted.flatMap(({ entry, recipient, view, receipt, settled_at_ms }) =>
      isStored(receipt)
        ? [{ entry, member: recipient, view, evidence: "receipt" as const, atMs: settled_at_ms ?? 0 }]
        : [],
    ),
    ...arrived.flatMap(({ entry, sender, view, receipt, arrived_at_ms }) =>
      entry !== null && isStored(receipt)
        ? [{ entry, member: sender, view, evidence: "parcel" as const, atMs: arrived_at_ms }]
        : [],
    ),
  ]);
}

/** Of several records of a member and entry the one of the widest view, and of those the latest. */
function onePerMember(found: readonly KnownHolder[]): KnownHolder[] {
  const kept = new Map<string, KnownHolder>();
  for (const holder of found.toSorted((a, b) => a.view - b.view || a.atMs - b.atMs)) {
    kept.set(`${holder.entry} ${holder.member}`, holder);
  }
  return [...kept.values()].toSorted((a, b) => a.member - b.member);
}

const isStored = (receipt: JsonText<Receipt> | null): boolean =>
  receipt !== null && fromJsonText(receipt).outcome === "stored";

/** An entry with what this gateway holds of its payload. */
export interface HeldEntry {
  readonly hash: EntryHash;
  readonly kind: number;
  readonly sequence: number;
  /** How much is held; null when nothing ever was. */
  readonly held: ViewNumber | null;
}

const ofShipment = statement<HeldEntry>(
  `select e.hash, e.kind, e.sequence, p.view as held
  from entries e left join payloads p on p.commitment = e.commitment and p.author = e.author
  where e.shipment = ?4 and e.sequence > ?5 and ${viewOfEntry} = ${numberOf("all")} and p.erased_at is null
  order by e.sequence limit ?6`,
);

/** The entries of a shipment whose whole payload the caller may read and the author has not erased, in their order. */
export function readHeldEntries(
  db: Database,
  visibility: Visibility,
  shipment: ShipmentId,
  afterSequence: number,
  limit: number,
): Promise<HeldEntry[]> {
  return ofShipment(db, [...readerParameters(visibility), shipment, afterSequence, limit]);
}
