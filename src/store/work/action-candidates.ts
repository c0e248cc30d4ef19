import { PHASES } from "../../domain/rules/custody.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** A shipment that its custodian can move. */
export interface MovableRecord {
  readonly id: ShipmentId;
  /** Canonical URI; null when the gateway does not know it. */
  readonly identifier: string | null;
}

// The condition on two phases equals that of the index, so that the database uses the index.
const movable = statement<MovableRecord>(
  `select s.id, i.identifier from shipments s left join identities i on i.shipment = s.id
  where s.custodian = ?1 and s.phase in (${PHASES.indexOf("InCustody")}, ${PHASES.indexOf("Offered")})
    and s.phase = ${PHASES.indexOf("InCustody")} and s.open_cases = 0
  order by s.updated_position desc limit ?2`,
);

/**
 * Shipments in a participant's custody, neither offered nor held by customs, the latest change first. A custodian may
 * read them all.
 */
export const readMovable = (db: Database, custodian: ParticipantId, limit: number): Promise<MovableRecord[]> =>
  movable(db, [custodian, limit]);
