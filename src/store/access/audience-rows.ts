import type { Entitlement } from "../../domain/audience/entitlement.ts";
import type { AudienceFacts } from "../../domain/audience/audience-of.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { KIND_NAMES, KINDS } from "../../domain/rules/kind.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

const contested = statement<{ agency: ParticipantId }>(
  `select distinct c.agency from entries e join cases c on c.hold = e.refers_to
   where e.shipment = ?1 and e.kind = ${KINDS.Contest}`,
);

const entitlements = statement<Entitlement>(
  `select shipment, reader, rule, since_position as since, from_position as "from", until_position as "until"
   from entitlements where shipment = ?1`,
);

const countries = statement<{ country: string; position: number }>(
  "select country, position from shipment_countries where shipment = ?1",
);

const OF_CUSTOMS = KIND_NAMES.filter((kind) => KIND_RULES[kind].roles === ROLES.customs).map((kind) => KINDS[kind]);

const claimants = statement<{ agency: ParticipantId }>(
  `select distinct e.author as agency from entries e where e.shipment = ?1 and e.kind in (${OF_CUSTOMS.join()})
   and not exists (select 1 from entitlements t
     where t.shipment = e.shipment and t.reader = e.author and t.rule <> 'named')
   and not exists (select 1 from participants p join shipment_countries n on n.country = p.jurisdiction
     where p.id = e.author and n.shipment = e.shipment)`,
);

/**
 * The agencies that wrote about a shipment as customs, although neither a named country nor custody that others gave
 * them entitles them.
 */
export async function readClaimants(db: Database, shipment: ShipmentId): Promise<ReadonlySet<ParticipantId>> {
  return new Set((await claimants(db, [shipment])).map(({ agency }) => agency));
}

/** Reads what decides about the readers of a shipment's entries. */
export async function readAudienceFacts(
  db: Database,
  shipment: ShipmentId,
): Promise<Pick<AudienceFacts, "entitlements" | "countries" | "contestedAgencies">> {
  const [entitled, named, agencies] = await Promise.all([
    entitlements(db, [shipment]),
    countries(db, [shipment]),
    contested(db, [shipment]),
  ]);
  return {
    entitlements: entitled,
    countries: new Map(named.map(({ country, position }) => [country, position])),
    contestedAgencies: agencies.map(({ agency }) => agency),
  };
}
