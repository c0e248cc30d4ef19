/**
 * The closed lists of cooperation. The first code of a list of codes is 1. A set of codes has bit `1 << index` for each
 * member. A list only grows at its end, because its numbers are on chain.
 */

/** What an authority asks another for. */
export const MEASURES = [
  "information",
  "evidence",
  "check",
  "surveillance",
  "service",
  "controlledDelivery",
  "presence",
  "hotPursuit",
  "jointControl",
  "appearance",
] as const;

/** The legal ground on which information is given. */
export const BASES = [
  "agreement",
  "request",
  "spontaneous",
  "advance",
  "automatic",
  "legalAssistance",
  "courtOrder",
  "rightOfAccused",
  "emergency",
] as const;

/**
 * What information may be used for, and for what an authority reads (Council Regulation (EC) 515/97, as amended).
 * Purposes are off chain.
 */
export const PURPOSES = [
  "sighting",
  "surveillance",
  "specificCheck",
  "analysis",
  "investigation",
  "prosecution",
  "dutyAssessment",
  "oversight",
] as const;

/** The grounds on which a request is refused. */
export const REFUSALS = [
  "sovereignty",
  "security",
  "publicOrder",
  "essentialInterest",
  "secret",
  "noReciprocity",
  "outOfScope",
  "noBasis",
  "neutrality",
  "doubleJeopardy",
  "burden",
  "notHeld",
] as const;

/** The reasons for which a request is postponed or answered later. The record names the text of `other`. */
export const POSTPONEMENTS = ["ongoingInvestigation", "courtAuthorisation", "translation", "other"] as const;

/** How a request ends. */
export const OUTCOMES = ["satisfied", "partly", "withdrawn", "lapsed"] as const;

/** Why an agreement ends. */
export const ENDINGS = ["expired", "denounced", "superseded"] as const;

/** What a party of an agreement may do: both are code 3. */
export const DIRECTIONS = ["asks", "isAsked"] as const;

/** The limits that travel with information. */
export const CAVEATS = ["courtUse", "onward", "nominal", "sealed", "returnFeedback", "strictOrganisation"] as const;

/** The grounds on which a recipient keeps what the giver recalled. */
export const ERASURE_REFUSALS = ["evidenceHold", "legalRetention", "courtOrder"] as const;

/** The grounds of a seal. */
export const SEAL_GROUNDS = ["life", "flight", "tampering", "intimidation", "jeopardy"] as const;

/** What an authority anchors in its journal: the root of access records, an alert, or the root of sealed acts. */
export const ANCHORS = ["accessRecords", "alert", "sealedActs"] as const;

/** What a member of a joint case does in it. */
export const TASKS = ["lead", "investigation", "analysis", "liaison", "observation"] as const;

/** Why a joint case ends: its time is up, its convener concluded it, or fewer than two members stayed. */
export const JOINT_CASE_ENDINGS = ["expired", "concluded", "left"] as const;

/** The grades of a source and of its information. They are in the record off chain. */
export const SOURCE_GRADES = ["A", "B", "C", "X"] as const;
export const INFORMATION_GRADES = ["1", "2", "3", "4"] as const;

export type Basis = (typeof BASES)[number];

/** The code of a member of a list, from 1. */
export function codeOf<Name extends string>(list: readonly Name[], name: Name): number {
  return list.indexOf(name) + 1;
}

/** The set of these members as bits. */
export function codeBits<Name extends string>(list: readonly Name[], names: readonly Name[]): number {
  return names.reduce((bits, name) => bits | (1 << list.indexOf(name)), 0);
}

/** The members in a set of bits. */
export function codeNames<Name extends string>(list: readonly Name[], bits: number): Name[] {
  return list.filter((_, index) => (bits >> index) & 1);
}

/** The set of all members as bits. */
export function allCodes(list: readonly string[]): number {
  return 2 ** list.length - 1;
}
