import { type QueueName } from "../../api/queue.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { PHASES, type Phase } from "../../domain/rules/custody.ts";
import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { SHIPMENT_COLUMNS, type ShipmentRecord } from "../chain/shipments.ts";
import { statement } from "../query/statement.ts";
import { seen, visibilityParameters, type Visibility } from "../access/visibility.ts";

/** One waiting item of a queue, with its case if it concerns one. */
export interface WorkRow extends ShipmentRecord {
  /** Its place in its queue; for a case a time, which only the case's hash makes unique. */
  readonly place: number;
  /** Unix seconds since which it waits. */
  readonly since: number;
  readonly hold: EntryHash | null;
  readonly agency: ParticipantId | null;
  readonly caseCustodian: ParticipantId | null;
  readonly contested: 0 | 1 | null;
  readonly seized: 0 | 1 | null;
  readonly openedAt: number | null;
  readonly notifiedAt: number | null;
  /** The time of the Hold as its author states it; the chain recorded it at {@link openedAt}. */
  readonly heldAt: number | null;
  /** Summaries of the Hold's payload and of the newest Notice's; null without such an entry or payload. */
  readonly holdSummary: JsonText<Summary> | null;
  readonly noticeSummary: JsonText<Summary> | null;
}

/** A place in a queue: the number that orders it, and for cases the hash that orders equal times. */
export type QueuePlace = readonly [place: number] | readonly [openedAt: number, hold: EntryHash | ""];

/**
 * The parts of a queue's statements. `?1` to `?4` are the visibility; from `?5` follows the place after which to
 * continue.
 */
interface QueueText {
  readonly from: string;
  readonly where: string;
  readonly place: string;
  readonly order: string;
  /** The first place, and the condition that continues after a place. */
  readonly start: QueuePlace;
  readonly after: string;
  readonly since: string;
  /** Whether its rows are cases `c`. */
  readonly cases: boolean;
}

const phase = (name: Phase) => PHASES.indexOf(name);
const kinds = (...names: Kind[]) => names.map((name) => KINDS[name]).join(", ");
const LIVING = `s.phase in (${phase("InCustody")}, ${phase("Offered")}, ${phase("Inside")})`;

/** SQL: the time at which the latest entry of one of these kinds was recorded. */
const lastRecorded = (...names: Kind[]) => `coalesce((select e.recorded_at from entries e
  where e.shipment = s.id and e.kind in (${kinds(...names)}) order by e.sequence desc limit 1), s.updated_at)`;

const CASES = {
  from: "cases c join shipments s on s.id = c.shipment",
  place: "c.opened_at",
  order: "c.opened_at, c.hold",
  start: [-1, ""],
  after: "(c.opened_at, c.hold) > (?5, ?6)",
  cases: true,
} as const;
const OWN_CASES = "c.agency = ?1 and c.closed = 0";

const QUEUES: Readonly<Record<QueueName, QueueText>> = {
  arrivals: {
    from: "shipment_countries a join shipments s on s.id = a.shipment",
    where: `a.country = ?2 and ${LIVING}`,
    place: "a.position",
    order: "a.position desc",
    start: [Number.MAX_SAFE_INTEGER],
    after: "a.position < ?5",
    since: "coalesce((select e.recorded_at from entries e where e.position = a.position), s.began_at)",
    cases: false,
  },
  inspections: {
    ...CASES,
    where: `${OWN_CASES} and not exists (select 1 from entries e where e.shipment = c.shipment
      and e.kind = ${KINDS.Inspect} and e.author = c.agency and e.recorded_at >= c.opened_at)`,
    since: "c.opened_at",
  },
  cases: {
    ...CASES,
    where: OWN_CASES,
    since: "c.opened_at",
  },
  contests: {
    ...CASES,
    where: `c.contested = 1 and c.closed = 0 and (c.agency = ?1 or exists
      (select 1 from participants a where a.id = c.agency and a.jurisdiction = ?3))`,
    since: `coalesce((select e.recorded_at from entries e where e.shipment = c.shipment and e.refers_to = c.hold
      and e.kind = ${KINDS.Contest} order by e.position desc limit 1), c.opened_at)`,
  },
  offers: {
    from: "shipments s",
    where: `s.offered_to = ?1 and s.phase = ${phase("Offered")}`,
    place: "s.updated_position",
    order: "s.updated_position",
    start: [-1],
    after: "s.updated_position > ?5",
    since: lastRecorded("Offer"),
    cases: false,
  },
  custody: {
    from: "shipments s",
    where: `s.custodian = ?1 and s.phase in (${phase("InCustody")}, ${phase("Offered")})`,
    place: "s.updated_position",
    order: "s.updated_position desc",
    start: [Number.MAX_SAFE_INTEGER],
    after: "s.updated_position < ?5",
    since: lastRecorded("Consign", "Accept", "Unload", "Seize"),
    cases: false,
  },
};

const CASE_COLUMNS = `c.hold, c.agency, c.custodian as "caseCustodian", c.contested, c.seized, c.opened_at as "openedAt",
  c.notified_at as "notifiedAt", (select e.occurred_at from entries e where e.hash = c.hold) as "heldAt",
  (select p.summary from entries e join payloads p on p.commitment = e.commitment and p.author = e.author
    where e.hash = c.hold) as "holdSummary",
  (select p.summary from entries e join payloads p on p.commitment = e.commitment and p.author = e.author
    where e.shipment = c.shipment and e.kind = ${KINDS.Notice} and e.refers_to = c.hold
    order by e.sequence desc limit 1) as "noticeSummary"`;
const NO_CASE = `null as hold, null as agency, null as "caseCustodian", null as contested, null as seized,
  null as "openedAt", null as "notifiedAt", null as "heldAt", null as "holdSummary", null as "noticeSummary"`;

const made = ({ from, where, place, order, start, after, since, cases }: QueueText) => ({
  page: statement<WorkRow>(
    `select ${SHIPMENT_COLUMNS}, 1 as identified, ${place} as place, ${since} as since, ${cases ? CASE_COLUMNS : NO_CASE}
    from ${from} left join identities i on i.shipment = s.id
    where ${where} and ${seen("s.id")} and ${after} order by ${order} limit ?${5 + start.length}`,
  ),
  count: statement<{ items: number }>(
    `select count(*) as items from (select 1 as one from ${from} where ${where} and ${seen("s.id")} limit ?5) w`,
  ),
});

const STATEMENTS: Readonly<Record<QueueName, ReturnType<typeof made>>> = {
  arrivals: made(QUEUES.arrivals),
  inspections: made(QUEUES.inspections),
  cases: made(QUEUES.cases),
  contests: made(QUEUES.contests),
  offers: made(QUEUES.offers),
  custody: made(QUEUES.custody),
};

/** A participant's items after a place in one of its queues, in the queue's order. */
export function readQueue(
  db: Database,
  visibility: Visibility,
  queue: QueueName,
  after: QueuePlace | undefined,
  limit: number,
): Promise<WorkRow[]> {
  return STATEMENTS[queue].page(db, [...asParty(visibility), ...(after ?? QUEUES[queue].start), limit]);
}

/** Whether a queue holds cases, whose places include a hash. */
export const isOfCases = (queue: QueueName): boolean => QUEUES[queue].cases;

/** The place of an item in a queue; the following items are the rest of the queue. */
export function placeIn(queue: QueueName, { place, hold }: WorkRow): QueuePlace {
  return QUEUES[queue].cases ? [place, hold ?? ""] : [place];
}

/** The number of items in a queue, counted up to `limit`. */
export async function countQueue(
  db: Database,
  visibility: Visibility,
  queue: QueueName,
  limit: number,
): Promise<number> {
  return Number((await STATEMENTS[queue].count(db, [...asParty(visibility), limit]))[0]?.items ?? 0);
}

/** The right to read every shipment adds no item to a queue. */
const asParty = (visibility: Visibility) => visibilityParameters({ ...visibility, everyShipment: false });
