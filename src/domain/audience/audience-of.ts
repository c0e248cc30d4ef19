import type { ParticipantId } from "../entry.ts";
import type { Participant } from "../participant.ts";
import { isCountryCode } from "../places/country.ts";
import { ROLES } from "../rules/role.ts";
import { AUDIENCE_RULES, type AudienceRule } from "./audience-rule.ts";
import type { Entitlement } from "./entitlement.ts";
import { VIEWS, type View } from "./view.ts";

/** A participant that reads an entry, with the rule that gives it the widest view. */
export interface Reader {
  readonly participant: ParticipantId;
  readonly rule: AudienceRule;
  readonly view: View;
  /** Position of the entry that entitles; null for the author itself and where the rule needs no single entry. */
  readonly since: number | null;
}

/** What decides about an entry's readers. */
export interface AudienceFacts {
  readonly author: ParticipantId;
  readonly position: number;
  /** All entitlements to the entry's shipment. */
  readonly entitlements: readonly Entitlement[];
  /** ISO 3166-1 alpha-2 codes of the countries that consignor and custodians named, with the naming entry's position. */
  readonly countries: ReadonlyMap<string, number>;
  /** The agencies whose cases on the shipment were contested. */
  readonly contestedAgencies: readonly ParticipantId[];
}

/** Decides who reads an entry, by which rule. Each participant is listed once, by number. */
export function audienceOf(
  facts: AudienceFacts,
  participants: readonly Pick<Participant, "id" | "roles" | "jurisdiction">[],
): Reader[] {
  const { author, position, entitlements, countries, contestedAgencies } = facts;
  const readers = new Map<ParticipantId, Reader>();
  const add = (participant: ParticipantId, rule: AudienceRule, since: number | null) => {
    const view = AUDIENCE_RULES[rule];
    const known = readers.get(participant);
    if (known === undefined || VIEWS.indexOf(known.view) < VIEWS.indexOf(view)) {
      readers.set(participant, { participant, rule, view, since });
    }
  };
  add(author, "author", null);
  for (const { reader, rule, since, from, until } of entitlements) {
    if (from <= position && position <= until) add(reader, rule, since);
  }
  const contested = participants.filter(({ id }) => contestedAgencies.includes(id));
  for (const { id, roles, jurisdiction } of participants) {
    // Nothing but a country has customs and tribunals: whoever has another jurisdiction reads nothing by its office.
    if (!isCountryCode(jurisdiction)) continue;
    const named = countries.get(jurisdiction);
    if ((roles & ROLES.customs) !== 0 && named !== undefined) add(id, "customs", named);
    const isOfTribunal = (roles & ROLES.tribunal) !== 0;
    if (isOfTribunal && contested.some((agency) => agency.jurisdiction === jurisdiction)) add(id, "tribunal", null);
  }
  return [...readers.values()].sort((a, b) => a.participant - b.participant);
}
