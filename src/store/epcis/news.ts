import { meets, Parameters, type EventCondition } from "./conditions.ts";
import { carrierSeen } from "./visible-events.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { readerParameters, type Visibility } from "../access/visibility.ts";

const windowEnd = statement<{ end: number | null }>(
  `select max(found) as "end" from (
    select found from epcis_carriers where found > ?1 and found <= ?2 order by found limit ?3) w`,
);

/**
 * The number of the last of the next `count` carriers between two numbers in the order of finding; `undefined` when
 * there are none.
 */
export async function endOfNews(
  db: Database,
  after: number,
  until: number,
  count: number,
): Promise<number | undefined> {
  return (await windowEnd(db, [after, until, count]))[0]?.end ?? undefined;
}

/**
 * The events that became visible to the caller between two numbers in the order of finding, in this order: `found` is
 * the number of their first carrier that the caller may read.
 */
export async function readNews(
  db: Database,
  visibility: Visibility,
  conditions: readonly EventCondition[],
  { after, until }: { readonly after: number; readonly until: number },
  limit: number,
): Promise<{ id: number; found: number }[]> {
  const parameters = new Parameters(db.dialect, readerParameters(visibility));
  const [from, to] = [parameters.add(after), parameters.add(until)];
  const where = [
    `c.found > ${from} and c.found <= ${to} and ${carrierSeen("c")}`,
    `not exists (select 1 from epcis_carriers d
      where d.event = c.event and d.found <= ${from} and ${carrierSeen("d")})`,
    ...conditions.map((condition) => meets(condition, parameters, false)),
  ];
  const news = statement<{ id: number; found: number }>(
    `select ev.id, min(c.found) as found from epcis_carriers c join epcis_events ev on ev.id = c.event
    join payloads p on p.commitment = ev.commitment and p.author = ev.author
    where p.body is not null and ${where.join(" and ")}
    group by ev.id order by 2, 1 limit ${parameters.add(limit)}`,
  );
  return news(db, parameters.values);
}
