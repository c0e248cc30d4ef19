import type { Bytes32, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { StoryEntry } from "../../domain/shipment-story.ts";
import { PAYLOAD } from "./entries.ts";
import { ENTRY_COLUMNS, entryStatement } from "./entry-columns.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** An entry with all data that its evidence needs. */
export interface StoryRow extends Omit<StoryEntry, "payload"> {
  /** Canonical payload and its seed; null when it is erased or unknown. */
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly erasedAt: number | null;
}

const between = entryStatement<Omit<StoryRow, "entry">>(
  `select e.hash, e.position, ${ENTRY_COLUMNS}, e.signature, e.block, e.transaction_hash as "transactionHash",
  p.body, p.seed, p.erased_at as "erasedAt"
  from entries e ${PAYLOAD} where e.shipment = ?1 and e.position > ?2 and e.position < ?3 order by e.sequence limit ?4`,
);

const identity = statement<{ identifier: string; blind: Bytes32 }>(
  "select identifier, blind from identities where shipment = ?1",
);

/**
 * Entries of a shipment between two positions, in chain order, at most `limit`. The caller checks the right to read
 * them.
 */
export const readStoryRows = (
  db: Database,
  shipment: ShipmentId,
  after: number,
  before: number,
  limit: number,
): Promise<StoryRow[]> => between(db, [shipment, after, before, limit]);

/** The identifier of a shipment. The caller checks the right to read it. */
export async function readIdentity(
  db: Database,
  shipment: ShipmentId,
): Promise<{ identifier: string; blind: Bytes32 } | undefined> {
  return (await identity(db, [shipment]))[0];
}
