import { PHASES } from "../../domain/rules/custody.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** A shipment that its custodian can move. */
export interface MovableRecord {
  readonly id: ShipmentId;
  /** Canonical URI; null when the gateway was not told it. */
  readonly identifier: string | null;
}

// The condition on two phases is the index's own, so that the index is used.
const movable = statement<MovableRecord>(
  `select s.id, i.identifier from shipments s left join identities i on i.shipment = s.id
  where s.custodian = ?1 and s.phase in (${PHASES.indexOf("InCustody")}, ${PHASES.indexOf("Offered")})
    and s.phase = ${PHASES.indexOf("InCustody")} and s.open_cases = 0
  order by s.updated_position desc limit ?2`,
);

/** What a participant holds, neither offered nor held by customs, the last changed first. A custodian reads what it holds. */
export const readMovable = (db: Database, custodian: ParticipantId, limit: number): Promise<MovableRecord[]> =>
  movable(db, [custodian, limit]);
