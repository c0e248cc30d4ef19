import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { PAYLOAD } from "./entries.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../statement.ts";

/** An entry with everything that its evidence needs. */
export interface StoryRow {
  readonly hash: EntryHash;
  readonly position: number;
  readonly shipment: ShipmentId;
  readonly previous: EntryHash;
  readonly kind: number;
  readonly author: ParticipantId;
  readonly counterparty: ParticipantId;
  readonly refersTo: Bytes32;
  readonly occurredAt: number;
  readonly commitment: Bytes32;
  readonly signature: Hex;
  readonly block: number;
  readonly transactionHash: Bytes32;
  /** Canonical payload and its seed; null when it was erased or never known. */
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly erasedAt: number | null;
}

const between = statement<StoryRow>(
  `select e.hash, e.position, e.shipment, e.previous, e.kind, e.author, e.counterparty, e.refers_to as "refersTo",
  e.occurred_at as "occurredAt", e.commitment, e.signature, e.block, e.transaction_hash as "transactionHash",
  p.body, p.seed, p.erased_at as "erasedAt"
  from entries e ${PAYLOAD} where e.shipment = ?1 and e.position > ?2 and e.position < ?3 order by e.sequence limit ?4`,
);

const identity = statement<{ identifier: string; blind: Bytes32 }>(
  "select identifier, blind from identities where shipment = ?1",
);

/** Entries of a shipment with a position between two others, in order, at most `limit`; whoever asks. */
export const readStoryRows = (
  db: Database,
  shipment: ShipmentId,
  after: number,
  before: number,
  limit: number,
): Promise<StoryRow[]> => between(db, [shipment, after, before, limit]);

/** What stands behind a shipment's id, whoever asks. */
export async function readIdentity(
  db: Database,
  shipment: ShipmentId,
): Promise<{ identifier: string; blind: Bytes32 } | undefined> {
  return (await identity(db, [shipment]))[0];
}
