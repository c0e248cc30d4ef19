import { VIEW_CLASSES, type View, VIEWS } from "../../domain/audience/view.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { countriesOf } from "../../domain/payload/countries-of.ts";
import { classOfMember } from "../../domain/payload/field-class.ts";
import type { OpenedParcel, ParcelOutcome } from "../../exchange/parcel-outcome.ts";
import type { ViewNumber } from "../../store/access/visibility.ts";
import { numberOf } from "../../store/access/visibility.ts";
import type { ClaimFacts } from "../../store/exchange/claim-facts.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";

/** A parcel to whose whole content the recipient is entitled. */
export interface EntitledParcel {
  readonly opened: OpenedParcel;
  readonly facts: ClaimFacts;
  /** How much of the payload the content is. */
  readonly view: ViewNumber;
  readonly countries: readonly string[];
}

/** What the recipient knows about its entitlements. */
export interface ClaimJudge {
  readonly facts: ReadonlyMap<EntryHash, ClaimFacts>;
  /** The country for whose shipments the recipient is customs; empty for others. */
  readonly customsOf: string;
  /** Height of the followed block. */
  readonly height: number;
}

export type JudgedParcel =
  | Exclude<ParcelOutcome, { outcome: "storable" }>
  | (Extract<ParcelOutcome, { outcome: "storable" }> & { readonly entitled: EntitledParcel });

/**
 * Judges by the recipient's own calculation whether it is entitled to what storable parcels contain, in their order: a
 * parcel that names the country of customs entitles these to the shipment, itself and the parcels after it included.
 */
export function judgeClaims(
  outcomes: readonly ParcelOutcome[],
  { facts, customsOf, height }: ClaimJudge,
): JudgedParcel[] {
  const named = new Set<ShipmentId>();
  return outcomes.map((outcome) => {
    if (outcome.outcome !== "storable") return outcome;
    const { id, opened } = outcome;
    const { hash, entry, claim } = opened;
    const known = facts.get(hash);
    // The entry was undone since the parcel was opened.
    if (known === undefined) return { id, outcome: "early", entry: hash, height };
    if ("matter" in entry) {
      const view = recordView(opened, known.view);
      if (view === undefined) return { id, outcome: "notExpected", entry: hash, rule: claim.rule, height };
      return { ...outcome, entitled: { opened, facts: known, view, countries: [] } };
    }
    const countries = countriesOf(opened.payload.body);
    if (known.isOfHolder && customsOf !== "" && countries.includes(customsOf)) named.add(entry.shipment);
    const view = contentView(opened, named.has(entry.shipment) ? numberOf("all") : known.view);
    if (view === undefined) return { id, outcome: "notExpected", entry: hash, rule: claim.rule, height };
    return { ...outcome, entitled: { opened, facts: known, view, countries } };
  });
}

/** The views of which single members are disclosed, widest first. */
const PARTIAL_VIEWS = ["handoff", "unit"] as const satisfies readonly View[];

/** The view that content makes up; `undefined` for content that exceeds what the recipient may read. */
function contentView({ payload, identities }: OpenedParcel, allowed: ViewNumber): ViewNumber | undefined {
  if (identities.length > 0 && allowed < numberOf("handoff")) return undefined;
  if (payload.view === "whole") return allowed === numberOf("all") ? allowed : undefined;
  const view = PARTIAL_VIEWS.find(
    (each) =>
      isWithin(each, allowed) &&
      Object.keys(payload.body).every((member) => VIEW_CLASSES[each].has(classOfMember(member))),
  );
  return view && numberOf(view);
}

/** The view that an act's record makes up; `undefined` for one that exceeds what the recipient may read. */
function recordView({ payload }: OpenedParcel, allowed: ViewNumber): ViewNumber | undefined {
  const isWhole = payload.view === "whole" || HANDED_OVER_MEMBER in payload.body;
  const view = numberOf(payload.view === "whole" ? "all" : "handoff");
  return (isWhole && allowed < numberOf("all")) || allowed < view ? undefined : view;
}

/** Whether a view opens nothing that the allowed one does not. */
function isWithin(view: View, allowed: ViewNumber): boolean {
  const open = VIEW_CLASSES[VIEWS[allowed]];
  return [...VIEW_CLASSES[view]].every((each) => open.has(each));
}
