import { KINDS } from "../../domain/rules/kind.ts";
import type { ParticipantId } from "../../domain/entry.ts";

/** The shipments that a caller may read, as conditions of SQL. Made by `visibilityOf`. */
export interface Visibility {
  readonly participant: ParticipantId;
  /** ISO 3166-1 alpha-2 code of the country whose shipments it reads; empty when it has no such right. */
  readonly country: string;
  /** Whether it reads every shipment with a case that was contested at any time. */
  readonly contested: boolean;
  /** Whether it reads the ledger's fields of every shipment. */
  readonly everyShipment: boolean;
}

/** Parameters `?1` to `?4` of {@link whole} and {@link seen}; the query's own parameters begin with `?5`. */
export function visibilityParameters({
  participant,
  country,
  contested,
  everyShipment,
}: Visibility): (string | number)[] {
  return [participant, country, contested ? 1 : 0, everyShipment ? 1 : 0];
}

/**
 * SQL: whether the caller reads the whole shipment whose id `column` holds. Single reads, lists, pages and the feed all
 * use this rule.
 */
export const whole = (column: string) => `(
  exists (select 1 from parties where participant = ?1 and shipment = ${column})
  or (?2 <> '' and exists (select 1 from shipment_countries where country = ?2 and shipment = ${column}))
  or (?3 = 1 and exists (select 1 from entries contest
    where contest.shipment = ${column} and contest.kind = ${KINDS.Contest})))`;

/** SQL: whether the caller reads at least the ledger's fields of the shipment whose id `column` holds. */
export const seen = (column: string) => `(?4 = 1 or ${whole(column)})`;

/** SQL: 1 where {@link whole} holds, else 0, on every database. */
export const wholeFlag = (column: string) => `case when ${whole(column)} then 1 else 0 end`;
