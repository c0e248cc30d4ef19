import { KINDS } from "../../domain/rules/kind.ts";
import type { ParticipantId } from "../../domain/entry.ts";

/** What a caller may read of shipments, as the database understands it; made by src/gateway/access.ts alone. */
export interface Visibility {
  readonly participant: ParticipantId;
  /** ISO 3166-1 alpha-2 of the country whose shipments it reads; empty for none. */
  readonly country: string;
  /** Whether it reads every shipment with a case that was ever contested. */
  readonly contested: boolean;
  /** Whether it reads the ledger facts of every shipment. */
  readonly facts: boolean;
}

/** Parameters `?1` to `?4` of {@link whole} and {@link seen}; a query's own begin with `?5`. */
export function visibilityParameters({ participant, country, contested, facts }: Visibility): (string | number)[] {
  return [participant, country, contested ? 1 : 0, facts ? 1 : 0];
}

/**
 * SQL: whether the caller reads everything of the shipment whose id `column` holds. The one statement of the rule:
 * single reads, lists, pages and the feed all filter by it.
 */
export const whole = (column: string) => `(
  exists (select 1 from parties where participant = ?1 and shipment = ${column})
  or (?2 <> '' and exists (select 1 from shipment_countries where country = ?2 and shipment = ${column}))
  or (?3 = 1 and exists (select 1 from entries contest
    where contest.shipment = ${column} and contest.kind = ${KINDS.Contest})))`;

/** SQL: whether the shipment whose id `column` holds exists for the caller, be it by its ledger facts alone. */
export const seen = (column: string) => `(?4 = 1 or ${whole(column)})`;

/** SQL: 1 where {@link whole} holds, else 0, on every database. */
export const wholeFlag = (column: string) => `case when ${whole(column)} then 1 else 0 end`;
