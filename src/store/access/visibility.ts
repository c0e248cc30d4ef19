import { ENTITLING_RULES } from "../../domain/audience/entitlement.ts";
import { VIEWS, type View } from "../../domain/audience/view.ts";
import { keysOf } from "../../domain/keys-of.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { ParticipantId } from "../../domain/entry.ts";

/** What decides which entries a caller reads, as parameters of SQL. Made by `visibilityOf`. */
export interface Visibility {
  readonly participant: ParticipantId;
  /** ISO 3166-1 alpha-2 code of the country whose shipments it reads as customs; empty without this right. */
  readonly country: string;
  /** Code of the country whose agencies' contested cases it reads as a tribunal; empty without this right. */
  readonly tribunalOf: string;
  /** Whether it reads the ledger's fields of every shipment. */
  readonly everyShipment: boolean;
}

/** A view as a number in SQL: its place in `VIEWS`. */
export type ViewNumber = 0 | 1 | 2 | 3;

export const numberOf = (view: View) => VIEWS.indexOf(view) as ViewNumber;

/** Parameters `?1` to `?3` of the conditions that concern identifiers and payloads. */
export function readerParameters({ participant, country, tribunalOf }: Visibility): (string | number)[] {
  return [participant, country, tribunalOf];
}

/** Parameters `?1` to `?4` of {@link seen} and {@link entrySeen}; the query's own parameters begin with `?5`. */
export function visibilityParameters(visibility: Visibility): (string | number)[] {
  return [...readerParameters(visibility), visibility.everyShipment ? 1 : 0];
}

/** SQL: whether the caller's office (customs of a named country, tribunal of a contested case) opens the shipment. */
export const byOffice = (shipment: string) => `(
  (?2 <> '' and exists (select 1 from shipment_countries where country = ?2 and shipment = ${shipment}))
  or (?3 <> '' and exists (select 1 from entries contest join cases c on c.hold = contest.refers_to
    join participants agency on agency.id = c.agency and agency.jurisdiction = ?3
    where contest.shipment = ${shipment} and contest.kind = ${KINDS.Contest})))`;

const RULE_VIEWS = keysOf(ENTITLING_RULES).map((rule) => `when '${rule}' then ${numberOf(ENTITLING_RULES[rule])}`);

/**
 * SQL: the number of the caller's view of a shipment at a position of the chain, without regard to authors. Single
 * reads, lists, pages and the feed all use this rule.
 */
const viewAt = (shipment: string, position: string) => `case when ${byOffice(shipment)} then ${numberOf("all")}
  else coalesce((select max(case t.rule ${RULE_VIEWS.join(" ")} else 0 end) from entitlements t
    where t.shipment = ${shipment} and t.reader = ?1
    and t.from_position <= ${position} and t.until_position >= ${position}), 0) end`;

/** SQL: the number of the caller's view of the entry `e`. */
export const viewOfEntry = `case when e.author = ?1 then ${numberOf("all")} else ${viewAt("e.shipment", "e.position")} end`;

/** SQL: a condition of a reader whose parameters begin after `by` others. */
export const shiftParameters = (sql: string, by: number): string =>
  sql.replace(/\?(\d+)/g, (_, index: string) => `?${Number(index) + by}`);

/** SQL: whether the caller reads the identifier of the shipment whose id `column` holds. */
export const identified = (column: string) => `(
  exists (select 1 from entitlements t where t.reader = ?1 and t.shipment = ${column}) or ${byOffice(column)})`;

/** SQL: whether the caller reads at least the ledger's fields of the shipment whose id `column` holds. */
export const seen = (column: string) => `(?4 = 1 or ${identified(column)})`;

/** SQL: 1 where {@link identified} holds, else 0, on every database. */
export const identifiedFlag = (column: string) => `case when ${identified(column)} then 1 else 0 end`;

/**
 * SQL: whether the caller reads at least the ledger's fields of the entry `e`. Who reads a shipment's identifier reads
 * them of all its entries, as on the chain: the history is whole, and each payload is open or withheld.
 */
export const entrySeen = `(?4 = 1 or e.author = ?1 or ${identified("e.shipment")})`;

/** SQL: whether the caller reads the whole payload that an entry at a position carries, without regard to authors. */
export const wholeAt = (shipment: string, position: string) => `(${viewAt(shipment, position)} = ${numberOf("all")})`;
