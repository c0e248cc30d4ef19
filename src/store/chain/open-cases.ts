import type { EntryHash } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { CASE_KINDS } from "../../domain/clocks/case-kind.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { byOffice, seen, viewOfEntry, visibilityParameters, type Visibility } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";
import { statement } from "../query/statement.ts";
import { PROCESS_COLUMNS, type ProcessRecord } from "./cases.ts";
import { HELD, IDENTIFIER_OF_SHIPMENT, PAYLOAD, type EntryRecord } from "./entries.ts";
import { ENTRY_COLUMNS, gatherEntry } from "./entry-columns.ts";
import type { Entry } from "../../domain/entry.ts";

/** An open case with the identifier of its shipment, where the caller may read it. */
export interface OpenCase extends ProcessRecord {
  readonly identifier: string | null;
}

/** The most open cases of the whole ledger that one answer to an office examines, the first opened first. */
const EXAMINED = 20_000;

const COLUMNS = `${PROCESS_COLUMNS}, ${IDENTIFIER_OF_SHIPMENT}`;

const entitled = statement<OpenCase>(
  `select ${COLUMNS} from cases c join shipments s on s.id = c.shipment
   where c.closed = 0 and c.shipment in (select t.shipment from entitlements t where t.reader = ?1) and ${seen("s.id")}
   order by c.opened_at, c.hold limit ?5`,
);

const byOfficeOnly = statement<OpenCase>(
  `select ${COLUMNS}
   from (select * from cases where closed = 0 order by opened_at, hold limit ${EXAMINED}) c
   join shipments s on s.id = c.shipment
   where (?4 = 1 or ${byOffice("s.id")}) and ?1 >= 0 order by c.opened_at, c.hold limit ?5`,
);

const examined = statement<{ cases: number }>(
  `select count(*) as cases from (select 1 as one from cases where closed = 0 limit ${EXAMINED}) w`,
);

/**
 * The open cases that the caller sees, the first opened first, at most `limit` by its part in a shipment and as many by its
 * office.
 *
 * @returns also whether there may be more.
 */
export async function readOpenCases(
  db: Database,
  visibility: Visibility,
  limit: number,
): Promise<{ readonly cases: OpenCase[]; readonly more: boolean }> {
  const { country, tribunalOf, everyShipment } = visibility;
  const parameters = [...visibilityParameters(visibility), limit];
  const hasOffice = everyShipment || country !== "" || tribunalOf !== "";
  const [own, ofOffice, all] = await Promise.all([
    entitled(db, parameters),
    hasOffice ? byOfficeOnly(db, parameters) : [],
    hasOffice ? examined(db, []) : [],
  ]);
  const cases = new Map([...own, ...ofOffice].map((one) => [one.hold, one]));
  const isCut = own.length >= limit || ofOffice.length >= limit || Number(all[0]?.cases ?? 0) >= EXAMINED;
  return { cases: [...cases.values()], more: isCut };
}

/** An entry about a case, with the parts of its payload from which clocks are computed. */
export interface CaseEntryRecord extends Pick<EntryRecord, "entry" | "recordedAt" | "view" | "held" | "erasedAt"> {
  readonly hold: EntryHash;
  readonly summary: JsonText<Summary> | null;
  /** The payload of a Hear; null of every other kind, and where it is unknown or erased. */
  readonly hearing: JsonText<JsonObject> | null;
}

const KIND_LIST = CASE_KINDS.map((kind) => KINDS[kind]).join(", ");

const about = listStatement<Omit<CaseEntryRecord, "entry"> & Entry>(
  (
    list,
  ) => `select c.hold, ${ENTRY_COLUMNS}, e.recorded_at as "recordedAt", p.summary, p.erased_at as "erasedAt", ${HELD},
   case when e.kind = ${KINDS.Hear} then p.body end as hearing, ${viewOfEntry} as view
   from cases c join entries e on e.shipment = c.shipment and (e.hash = c.hold or (e.refers_to = c.hold and e.kind <> ${KINDS.Hold})) ${PAYLOAD}
   where c.hold in ${list} and e.kind in (${KIND_LIST}) and ${seen("c.shipment")} order by e.position`,
  5,
);

/** The entries about cases that the caller sees, in the order of the chain. */
export async function readEntriesOfCases(
  db: Database,
  visibility: Visibility,
  holds: readonly EntryHash[],
): Promise<CaseEntryRecord[]> {
  return (await about(db, visibilityParameters(visibility), holds)).map(gatherEntry);
}
