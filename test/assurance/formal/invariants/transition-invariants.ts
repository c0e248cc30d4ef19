import { KINDS } from "../../../../src/domain/rules/kind.ts";
import { CASE_FIELDS, changes, isIn, isKind, soundCustody, soundStep } from "../step.ts";
import { all, any, implies, is, isOneOf, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";

/** The fields of a custody record except `sequence`. */
const CUSTODY_FIELDS = [
  "custodian",
  "consignor",
  "offeredTo",
  "contents",
  "openCases",
  "openRemedies",
  "height",
  "phase",
];

/** Invariants of every entry. */
export const TRANSITION_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "An allowed entry increases the sequence by one",
    outcome: "allowed",
    holds: (step) => is(step.after("custody.sequence"), plus(step.before("custody.sequence"), 1)),
    plantedBug: {
      source: "libraries/Lifecycle",
      rule: "transition",
      right: "situation.custody.sequence() + 1",
      wrong: "situation.custody.sequence() + 2",
    },
  },
  {
    sentence: "An entry of an unknown kind is refused",
    outcome: "allowed",
    holds: (step) => isOneOf(step.entry("kind"), Object.values(KINDS)),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "return KindRule.wrap(0);",
      wrong: "return toKindRule(Roles.ALL, Phases.ALL, 0);",
    },
  },
  {
    sentence: "A Report, an Inspect, a Correct and a Lapse change only the sequence, and only of a known shipment",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Report", "Inspect", "Correct", "Lapse"),
        not(
          any(
            isIn(step.before("custody.phase"), "Unknown"),
            ...CUSTODY_FIELDS.flatMap((field) => [changes(step, `custody.${field}`), changes(step, `unit.${field}`)]),
            ...CASE_FIELDS.map((field) => changes(step, `customsCase.${field}`)),
            changes(step, "container"),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "inspect",
      right: "if (entry.refersTo",
      wrong: "situation.custody = situation.custody.withOfferedTo(NOBODY); if (entry.refersTo",
    },
  },
  {
    sentence: "An author corrects an entry at most once",
    outcome: "allowed",
    holds: (step) => implies(isKind(step, "Correct"), is(step.before("successor"), 0)),
    plantedBug: {
      source: "libraries/Lifecycle",
      rule: "_correct",
      right: "situation.successor != NO_ENTRY",
      wrong: "situation.successor == NO_ENTRY",
    },
  },
  {
    sentence:
      "A sound situation stays sound: an addressee only while offered, holds only in movable phases, consistent counters",
    outcome: "allowed",
    holds: (step) => soundCustody(step.after),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "seize",
      right: ".withOfferedTo(NOBODY)",
      wrong: "",
    },
  },
  {
    sentence: "A refused entry changes nothing",
    outcome: "refused",
    holds: (step) =>
      all(
        ...["custody", "unit", "rootCustody"].flatMap((custody) =>
          ["sequence", ...CUSTODY_FIELDS].map((field) => not(changes(step, `${custody}.${field}`))),
        ),
        ...CASE_FIELDS.map((field) => not(changes(step, `customsCase.${field}`))),
        ...["container", "root", "successor", "roles", "counterpartyRoles", "jurisdiction", "time"].map((field) =>
          not(changes(step, field)),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "seize",
      right: "if (situation.customsCase.seized())",
      wrong: "situation.custody = situation.custody.withOfferedTo(NOBODY); if (situation.customsCase.seized())",
    },
  },
  {
    sentence: "The rules never revert, so that no entry makes the other entries of its batch fail",
    outcome: "reverted",
    holds: (step) => not(soundStep(step)),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeRemedy",
      right: "if (!situation.customsCase.contested()) return;",
      wrong: "",
    },
  },
];
