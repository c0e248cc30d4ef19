import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { readerParameters, type Visibility } from "../access/visibility.ts";
import { IDENTIFIER } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { ErasuresTable } from "./tables.ts";

/** A payload of an author that another member is asked to erase, with its last answer. */
export interface AskedErasureRow {
  readonly entry: EntryHash;
  readonly shipment: ShipmentId;
  /** Null when the author may not read it. */
  readonly identifier: string | null;
  readonly kind: number;
  readonly position: number;
  /** Unix seconds. */
  readonly erasedAt: number;
  readonly state: ErasuresTable["state"];
  /** Unix seconds. */
  readonly until: number | null;
  readonly ground: string | null;
}

const asked = statement<AskedErasureRow>(
  `select x.entry, e.shipment, ${IDENTIFIER}, e.kind, e.position, x.erased_at as "erasedAt", x.state,
    x.kept_until as "until", x.kept_ground as ground
  from exchange_erasures x join entries e on e.hash = x.entry
  where x.recipient = ?4 and x.author = ?1 and e.position > ?5
  order by e.position limit ?6`,
);

/** What an author asked a member to erase, in the order of the chain. */
export const readAskedErasures = (
  db: Database,
  author: Visibility,
  recipient: ParticipantId,
  afterPosition: number,
  limit: number,
): Promise<AskedErasureRow[]> => asked(db, [...readerParameters(author), recipient, afterPosition, limit]);
