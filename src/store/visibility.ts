import type { ParticipantId } from "../domain/entry.ts";

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

/** The rule's parameters, in the order of `?1` to `?4` in {@link fullySeen} and {@link seen}. */
export function visibilityParameters(visibility: Visibility): (string | number)[] {
  return [visibility.participant, visibility.country, visibility.contested ? 1 : 0, visibility.facts ? 1 : 0];
}

/**
 * SQL: whether the caller reads everything of the shipment whose id `column` holds. The one statement of the rule:
 * single reads, lists, pages and the feed all filter by it.
 */
export const fullySeen = (column: string) => `(
  exists (select 1 from parties where participant = ?1 and shipment = ${column})
  or (?2 <> '' and exists (select 1 from shipment_countries where country = ?2 and shipment = ${column}))
  or (?3 = 1 and exists (select 1 from entries c where c.shipment = ${column} and c.kind = 13)))`;

/** SQL: whether the shipment whose id `column` holds exists for the caller, be it by its ledger facts alone. */
export const seen = (column: string) => `(?4 = 1 or ${fullySeen(column)})`;
