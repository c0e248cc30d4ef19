import type { Bytes32, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { StoryEntry } from "../../domain/shipment-story.ts";
import { HELD, PAYLOAD } from "./entries.ts";
import { ENTRY_COLUMNS, entryStatement } from "./entry-columns.ts";
import type { Database } from "../open-database.ts";
import { readStanding } from "../access/standing.ts";
import type { ViewNumber, Visibility } from "../access/visibility.ts";
import type { StayInUnit } from "./trace-rows.ts";
import { statement } from "../query/statement.ts";

/** An entry with all data that its evidence needs. */
export interface StoryRow extends Omit<StoryEntry, "payload"> {
  /** Canonical JSON of what is held of the payload, and what proves it; null when it is erased or unknown. */
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  readonly erasedAt: number | null;
  /** How much of the entry the caller's part in the shipment opens, and how much of the payload is held. */
  readonly view: ViewNumber;
  readonly held: ViewNumber;
}

const between = entryStatement<Omit<StoryRow, "entry" | "view">>(
  `select e.hash, e.position, ${ENTRY_COLUMNS}, e.signature, e.block, e.transaction_hash as "transactionHash",
  p.body, p.seed, p.disclosure, p.erased_at as "erasedAt", ${HELD}
  from entries e ${PAYLOAD} where e.shipment = ?1 and e.position > ?2 and e.position < ?3 order by e.sequence limit ?4`,
);

const identity = statement<{ identifier: string; blind: Bytes32 }>(
  "select identifier, blind from identities where shipment = ?1",
);

/** Entries of a shipment, or of a unit around it, between two positions, in chain order, at most `limit`. */
export async function readStoryRows(
  db: Database,
  visibility: Visibility,
  { content, unit, after, before }: StayInUnit,
  limit: number,
): Promise<StoryRow[]> {
  const [rows, viewOf] = await Promise.all([
    between(db, [unit, after, before, limit]),
    readStanding(db, visibility, content, unit),
  ]);
  return rows.map((row) => ({ ...row, view: viewOf(row) }));
}

/** The identifier of a shipment. The caller checks the right to read it. */
export async function readIdentity(
  db: Database,
  shipment: ShipmentId,
): Promise<{ identifier: string; blind: Bytes32 } | undefined> {
  return (await identity(db, [shipment]))[0];
}
