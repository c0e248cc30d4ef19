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
 * The members with other gateways that hold the payloads of these entries: those that signed a receipt, and those that
 * sent it here. Who sent a part holds at least that part.
 */
export async function readKnownHolders(db: Database, entries: readonly EntryHash[]): Promise<KnownHolder[]> {
  const receipted = await db.reader
    .selectFrom("exchange_parcels")
    .select(["entry", "recipient", "view", "receipt", "settled_at_ms"])
    .where(oneOf(db.reader, "entry", entries))
    .where("state", "=", "settled")
    .execute();
  const arrived = await db.reader
    .selectFrom("exchange_arrivals as a")
    .innerJoin("entries as e", "e.hash", "a.entry")
    .innerJoin("payloads as p", (join) =>
      join.onRef("p.commitment", "=", "e.commitment").onRef("p.author", "=", "e.author"),
    )
    .select(["a.entry", "a.sender", "a.receipt", "a.arrived_at_ms", "p.view"])
    .where(oneOf(db.reader, "a.entry", entries))
    .execute();
  return [
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
  ];
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
  readonly erasedAt: number | null;
}

const ofShipment = statement<HeldEntry>(
  `select e.hash, e.kind, e.sequence, p.view as held, p.erased_at as "erasedAt"
  from entries e left join payloads p on p.commitment = e.commitment and p.author = e.author
  where e.shipment = ?4 and e.sequence > ?5 and ${viewOfEntry} = ${numberOf("all")}
  order by e.sequence limit ?6`,
);

/** The entries of a shipment whose whole payload the caller may read, in their order. */
export function readHeldEntries(
  db: Database,
  visibility: Visibility,
  shipment: ShipmentId,
  afterSequence: number,
  limit: number,
): Promise<HeldEntry[]> {
  return ofShipment(db, [...readerParameters(visibility), shipment, afterSequence, limit]);
}
