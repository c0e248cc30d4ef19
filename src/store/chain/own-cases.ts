import type { EntryHash, Hex } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { seen, visibilityParameters, type Visibility } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { PROCESS_COLUMNS, type ProcessRecord } from "./cases.ts";
import { IDENTIFIER_OF_SHIPMENT } from "./entries.ts";

/** A case with the identifier of its shipment, where the caller may read it. */
export interface OwnCaseRecord extends ProcessRecord {
  readonly identifier: string | null;
}

/** The place of a case in the list: open ones first, of these the last opened first. */
export interface CasePlace {
  readonly closed: 0 | 1;
  readonly openedAt: number;
  readonly hold: EntryHash;
}

/** SQL: the cases that concern the caller. Each part is found by an index of the caller's own rows. */
const OWN = `
  select x.hold from entitlements t join cases x on x.shipment = t.shipment join shipments y on y.id = x.shipment
    where t.reader = ?1 and (x.custodian = ?1 or y.consignor = ?1)
  union select e.hash from entries e where e.author = ?1 and e.kind = ${KINDS.Hold}
  union select e.refers_to from entries e where e.author = ?1 and e.kind in (${KINDS.Uphold}, ${KINDS.Annul})
  union select x.hold from cases x where x.contested = 1 and x.closed = 0 and ?3 <> '' and x.jurisdiction = ?5`;

const own = statement<OwnCaseRecord>(
  `select ${PROCESS_COLUMNS}, ${IDENTIFIER_OF_SHIPMENT} from cases c join shipments s on s.id = c.shipment
  where c.hold in (${OWN}) and ${seen("s.id")} and c.closed >= ?6 and c.closed <= ?7
    and (c.closed, -c.opened_at, c.hold) > (?8, ?9, ?10)
  order by c.closed, -c.opened_at, c.hold limit ?11`,
);

/**
 * The cases that concern the caller, after a place of the list.
 *
 * @param jurisdiction the caller's country if it is a tribunal, as two bytes.
 * @param open only open cases, or only closed ones; both if `undefined`.
 */
export function readOwnCases(
  db: Database,
  visibility: Visibility,
  jurisdiction: Hex,
  open: boolean | undefined,
  after: CasePlace | undefined,
  limit: number,
): Promise<OwnCaseRecord[]> {
  const { closed, openedAt, hold } = after ?? { closed: -1, openedAt: 0, hold: "" };
  return own(db, [
    ...visibilityParameters(visibility),
    jurisdiction,
    open === false ? 1 : 0,
    open === true ? 0 : 1,
    closed,
    -openedAt,
    hold,
    limit,
  ]);
}
