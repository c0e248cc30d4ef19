import { KINDS } from "../../../../src/domain/rules/kind.ts";
import { changes, isIn, isKind, soundCustody, soundStep } from "../step.ts";
import { all, any, implies, is, isOneOf, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";

/** The fields of a custody record, but for `sequence`. */
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
const CASE_FIELDS = ["agency", "custodian", "notified", "contested", "seized", "closed"];

/** What is so of every entry, whatever it says. */
export const TRANSITION_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "The sequence grows by one",
    outcome: "allowed",
    holds: (step) => is(step.after("custody.sequence"), plus(step.before("custody.sequence"), 1)),
    plantedBug: {
      source: "libraries/Lifecycle",
      rule: "transition",
      right: "situation.custody.sequence += 1",
      wrong: "situation.custody.sequence += 2",
    },
  },
  {
    sentence: "Nothing is allowed that is of no known kind",
    outcome: "allowed",
    holds: (step) => isOneOf(step.entry("kind"), Object.values(KINDS)),
    plantedBug: {
      source: "libraries/Lifecycle",
      rule: "_ruleOf",
      right: "return Refusals.unknownKind(kind);",
      wrong: 'return "";',
    },
  },
  {
    sentence: "A Report, an Inspect and a Correct change nothing but the sequence, of what is known",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Report", "Inspect", "Correct"),
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
      right: "if (!situation.custody.phase",
      wrong: "situation.custody.offeredTo = NOBODY; if (!situation.custody.phase",
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
      "A sound situation stays sound: offered to one or to nobody, held only where it can be moved, counters that fit",
    outcome: "allowed",
    holds: (step) => soundCustody(step.after),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "seize",
      right: "custody.offeredTo = NOBODY;",
      wrong: "",
    },
  },
  {
    sentence: "A refused entry leaves no trace",
    outcome: "refused",
    holds: (step) =>
      all(
        ...["custody", "unit", "rootCustody"].flatMap((custody) =>
          ["sequence", ...CUSTODY_FIELDS].map((field) => not(changes(step, `${custody}.${field}`))),
        ),
        ...CASE_FIELDS.map((field) => not(changes(step, `customsCase.${field}`))),
        ...["container", "root", "successor", "roles", "counterpartyRoles"].map((field) => not(changes(step, field))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "seize",
      right: "if (situation.customsCase.seized)",
      wrong: "custody.offeredTo = NOBODY; if (situation.customsCase.seized)",
    },
  },
  {
    sentence: "The rules never revert, so that no entry sinks its neighbours in a batch",
    outcome: "reverted",
    holds: (step) => not(soundStep(step)),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeRemedy",
      right: "if (!situation.customsCase.contested) return;",
      wrong: "",
    },
  },
];
