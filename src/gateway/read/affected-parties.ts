import type { ParticipantId } from "../../domain/entry.ts";
import { STANDINGS, type Standing } from "../../domain/rules/custody.ts";
import type { ProcessRecord } from "../../store/chain/cases.ts";

/**
 * The affected parties of a case, each with its standing: the custodian at the opening, and the consignor, who may be the
 * same. The agency is no party to its own case.
 */
export function affectedParties(record: ProcessRecord): ReadonlyMap<ParticipantId, Standing> {
  const { agency, custodian, custodianStanding, consignor, consignorStanding } = record;
  const standings = [
    [custodian, custodianStanding],
    [consignor, consignorStanding],
  ] as const;
  const affected = standings.filter(([party]) => party !== agency && party !== 0);
  return new Map(affected.map(([party, standing]) => [party, STANDINGS[standing] ?? "Unserved"]));
}
