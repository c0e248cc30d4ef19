import type { AudienceFacts } from "../../domain/audience/audience-of.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { rowToEntitlement } from "../chain/rows.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

const contested = statement<{ agency: ParticipantId }>(
  `select distinct c.agency from entries e join cases c on c.hold = e.refers_to
   where e.shipment = ?1 and e.kind = ${KINDS.Contest}`,
);

/** Reads what decides about the readers of a shipment's entries. */
export async function readAudienceFacts(
  db: Database,
  shipment: ShipmentId,
): Promise<Pick<AudienceFacts, "entitlements" | "countries" | "contestedAgencies">> {
  const [entitlements, countries, agencies] = await Promise.all([
    db.reader.selectFrom("entitlements").selectAll().where("shipment", "=", shipment).execute(),
    db.reader.selectFrom("shipment_countries").selectAll().where("shipment", "=", shipment).execute(),
    contested(db, [shipment]),
  ]);
  return {
    entitlements: entitlements.map(rowToEntitlement),
    countries: new Map(countries.map(({ country, position }) => [country, position])),
    contestedAgencies: agencies.map(({ agency }) => agency),
  };
}
