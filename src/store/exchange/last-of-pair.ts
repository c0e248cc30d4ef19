import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

const last = statement<{ readonly sequence: number; readonly id: Bytes32 }>(
  "select sequence, parcel as id from exchange_sequences where sender = ?1 and recipient = ?2",
);

/** The last parcel from one member to another; `undefined` before the first. */
export async function readLastOfPair(db: Database, sender: ParticipantId, recipient: ParticipantId) {
  return (await last(db, [sender, recipient]))[0];
}
