import { sql, type Kysely } from "kysely";
import { OPEN_END } from "../../domain/audience/entitlement.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { ROLES } from "../../domain/rules/role.ts";

const { Consign, Offer, Accept, Refuse, Withdraw, Unload, Seize, Notice, Hold } = KINDS;

/** SQL: position of the first later entry of one of these kinds on the shipment of `e`. */
const firstAfter = (...kinds: number[]) => `coalesce((select min(x.position) from entries x
  where x.shipment = e.shipment and x.position > e.position and x.kind in (${kinds.join()})), ${OPEN_END})`;

/** SQL: the entries of these kinds, and the unloadings by others than customs, as `e`. */
const takenBy = (
  ...kinds: number[]
) => `entries e where e.kind in (${kinds.join()}) or (e.kind = ${Unload} and not exists
  (select 1 from participants p where p.id = e.author and (p.roles & ${ROLES.customs}) <> 0))`;

const custodyEnds = firstAfter(Accept, Unload, Seize);

/** SQL: the entitlements that the recorded entries gave. */
const GIVEN = [
  `select shipment, author, 'consignor', position, 0, ${OPEN_END} from entries where kind = ${Consign}`,
  `select e.shipment, e.author, 'custodian', e.position, e.position, ${custodyEnds} from ${takenBy(Consign, Accept)}`,
  `select e.shipment, e.author, 'successor', e.position, 0, e.position from ${takenBy(Accept)}`,
  `select e.shipment, e.counterparty, 'offered', e.position, 0, ${firstAfter(Accept, Refuse, Withdraw, Seize)}
    from entries e where e.kind = ${Offer}`,
  `select shipment, counterparty, 'named', position, position, position from entries where kind = ${Notice}`,
  ...["agency", "custodian"].map(
    (party) => `select e.shipment, c.${party}, 'named', e.position, e.position, e.position
      from entries e join cases c on c.shipment = e.shipment
        and c.hold = case when e.kind = ${Hold} then e.hash else e.refers_to end
      where c.${party} <> e.author and c.${party} <> 0`,
  ),
];

/** Replaces the parties to a shipment by entitlements, which end with the custody or the offer that gave them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table entitlements (shipment text not null, reader bigint not null, rule text not null,
    since_position bigint not null, from_position bigint not null, until_position bigint not null,
    primary key (shipment, reader, rule, since_position))`.execute(db);
  for (const given of GIVEN) {
    await sql`insert into entitlements ${sql.raw(given)} on conflict do nothing`.execute(db);
  }
  await sql`create index entitlements_reader on entitlements (reader, shipment)`.execute(db);
  await sql`drop index parties_participant`.execute(db);
  await sql`drop table parties`.execute(db);
  await sql`delete from shipment_countries where not exists (select 1 from entries e
    join entitlements t on t.shipment = e.shipment and t.reader = e.author
      and t.rule in ('consignor', 'custodian') and e.position between t.from_position and t.until_position
    where e.position = shipment_countries.position)`.execute(db);
}
