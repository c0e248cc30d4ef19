import { audienceOf, type AudienceFacts } from "../../domain/audience/audience-of.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import { countriesOf } from "../../domain/payload/countries-of.ts";
import { numberOf, type ViewNumber } from "../../store/access/visibility.ts";
import type { EntryHolding } from "../../store/exchange/holdings.ts";

/** What the ledger says about the readers of a shipment. */
export type LedgerFacts = Pick<AudienceFacts, "entitlements" | "contestedAgencies">;

/** A recorded entry with its whole payload. */
export interface WholeEntry extends Pick<EntryHolding, "shipment" | "position" | "author" | "commitment"> {
  readonly payload: JsonObject;
}

/** What the members of a gateway together may hold. */
export interface ExpectedHoldings {
  /** The widest view of each payload, by its commitment, which several entries can share. */
  readonly views: ReadonlyMap<Bytes32, ViewNumber>;
  /** The shipments whose identifiers they may read. */
  readonly identities: ReadonlySet<ShipmentId>;
}

/**
 * Computes from all payloads what a gateway's members are entitled to, by {@link audienceOf}. It uses no table of a
 * gateway that payloads fill.
 *
 * @param entries in the order of the chain.
 */
export function expectHoldings(
  entries: readonly WholeEntry[],
  factsOf: ReadonlyMap<ShipmentId, LedgerFacts>,
  participants: readonly Participant[],
  members: ReadonlySet<ParticipantId>,
): ExpectedHoldings {
  const countries = namedCountries(entries, factsOf);
  const views = new Map<Bytes32, ViewNumber>();
  const identities = new Set<ShipmentId>();
  for (const { commitment, shipment, position, author } of entries) {
    const facts = { ...NO_FACTS, ...factsOf.get(shipment), countries: countries.get(shipment) ?? new Map() };
    const readers = audienceOf({ ...facts, author, position }, participants);
    const own = readers.filter(({ participant }) => members.has(participant)).map(({ view }) => numberOf(view));
    views.set(commitment, [...own, views.get(commitment) ?? 0].reduce<ViewNumber>(wider, 0));
    // Authorship gives a payload, but not the identifier of another's shipment.
    const others = audienceOf({ ...facts, author: NOBODY, position }, participants);
    if (others.some(({ participant }) => members.has(participant))) identities.add(shipment);
  }
  return { views, identities };
}

const NO_FACTS: LedgerFacts = { entitlements: [], contestedAgencies: [] };

const NOBODY = 0;

const wider = (a: ViewNumber, b: ViewNumber): ViewNumber => (a < b ? b : a);

/** The countries that consignors and custodians named, each with the position of the first entry that names it. */
function namedCountries(
  entries: readonly WholeEntry[],
  factsOf: ReadonlyMap<ShipmentId, LedgerFacts>,
): ReadonlyMap<ShipmentId, ReadonlyMap<string, number>> {
  const named = new Map<ShipmentId, Map<string, number>>();
  for (const { shipment, position, author, payload } of entries) {
    const { entitlements } = factsOf.get(shipment) ?? NO_FACTS;
    const holds = entitlements.some(
      ({ reader, rule, since, until }) =>
        reader === author && (rule === "consignor" || rule === "custodian") && since <= position && position < until,
    );
    if (!holds) continue;
    const known = named.get(shipment) ?? new Map<string, number>();
    for (const country of countriesOf(payload)) if (!known.has(country)) known.set(country, position);
    named.set(shipment, known);
  }
  return named;
}
