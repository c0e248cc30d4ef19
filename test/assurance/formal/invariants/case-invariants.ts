import { changes, hasRole, isIn, isKind, isOpen, type Step } from "../step.ts";
import { all, any, implies, is, isNot, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";
import type { Word } from "../word.ts";

const ends = ({ before, after }: Step): Word => all(isOpen(before), not(isOpen(after)));
const isAgency = ({ before, entry }: Step): Word => is(before("customsCase.agency"), entry("author"));
const becomesForfeited = (step: Step): Word =>
  all(isIn(step.after("custody.phase"), "Forfeited"), changes(step, "custody.phase"));
const isAffected = ({ before }: Step, participant: Word): Word =>
  any(is(before("customsCase.custodian"), participant), is(before("custody.consignor"), participant));

/** Invariants of customs measures and the remedies against them. */
export const CASE_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "Only customs opens a case, as its agency, against the custodian of the goods",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(not(isOpen(step.before)), isOpen(step.after)),
        all(
          isKind(step, "Hold"),
          hasRole(step, "customs"),
          is(step.after("customsCase.agency"), step.entry("author")),
          is(step.after("customsCase.custodian"), step.before("custody.custodian")),
        ),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.HOLD) return toKindRule(Roles.CUSTOMS, Phases.IN_CUSTODY | Phases.OFFERED, NEW_CASE);",
      wrong:
        "if (kind == Kinds.HOLD) return toKindRule(Roles.CUSTOMS | Roles.TERMINAL, Phases.IN_CUSTODY | Phases.OFFERED, NEW_CASE);",
    },
  },
  {
    sentence: "Only the agency of a case or a tribunal ends it",
    outcome: "allowed",
    holds: (step) => implies(ends(step), any(isAgency(step), all(isKind(step, "Annul"), hasRole(step, "tribunal")))),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.RELEASE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | BY_AGENCY);",
      wrong: "if (kind == Kinds.RELEASE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE);",
    },
  },
  {
    sentence: "Only a tribunal decides a remedy, and only an open one",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Uphold", "Annul"),
        all(hasRole(step, "tribunal"), step.before("customsCase.contested"), not(step.after("customsCase.contested"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "uphold",
      right: "if (!situation.customsCase.contested()) return Refusals.noRemedyOpen(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "Only an affected party contests a case, and only while no remedy is open",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Contest"),
        all(isAffected(step, step.entry("author")), isOpen(step.before), not(step.before("customsCase.contested"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "contest",
      right: "if (situation.customsCase.contested()) return Refusals.remedyOpen(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "A remedy ends by a tribunal's decision or with its case",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(step.before("customsCase.contested"), not(step.after("customsCase.contested"))),
        any(isKind(step, "Uphold", "Annul"), ends(step)),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "notice",
      right: "if (refusal.length == 0)",
      wrong: "if (refusal.length == 0) _closeRemedy(situation); if (refusal.length == 0)",
    },
  },
  {
    sentence: "Only the agency of a case serves notice, and only to an affected party",
    outcome: "allowed",
    holds: (step) =>
      implies(
        any(isKind(step, "Notice"), changes(step, "customsCase.notified")),
        all(isKind(step, "Notice"), isAgency(step), isAffected(step, step.entry("counterparty"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "notice",
      right: "_checkAffected(situation, entry, entry.counterparty)",
      wrong: "_checkAffected(situation, entry, situation.customsCase.custodian())",
    },
  },
  {
    sentence: "Only the customs agency of an open case seizes goods, and only once",
    outcome: "allowed",
    holds: (step) =>
      implies(
        any(isKind(step, "Seize"), changes(step, "customsCase.seized")),
        all(
          isKind(step, "Seize"),
          hasRole(step, "customs"),
          isAgency(step),
          isOpen(step.before),
          not(step.before("customsCase.seized")),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "seize",
      right: "if (situation.customsCase.seized()) return Refusals.alreadySeized(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "Only the agency of the only open case declares goods forfeited",
    outcome: "allowed",
    holds: (step) =>
      implies(
        becomesForfeited(step),
        all(
          isKind(step, "Forfeit"),
          isAgency(step),
          hasRole(step, "customs"),
          isOpen(step.before),
          is(step.before("custody.openCases"), 1),
        ),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.FORFEIT) return toKindRule(Roles.CUSTOMS, Phases.ALL, OPEN_CASE | BY_AGENCY);",
      wrong: "if (kind == Kinds.FORFEIT) return toKindRule(Roles.CUSTOMS, Phases.ALL, OPEN_CASE);",
    },
  },
  {
    sentence: "Goods are not forfeited without notice",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), step.before("customsCase.notified")),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (!customsCase.notified()) return Refusals.noNotice(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "Goods are not forfeited unless they were seized",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), step.before("customsCase.seized")),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (!customsCase.seized()) return Refusals.notSeized(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "Goods are not forfeited while a remedy is open, on this case or another",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), is(step.before("custody.openRemedies"), 0)),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (customsCase.contested()) return Refusals.remedyOpen(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "The recorded facts of a case never disappear",
    outcome: "allowed",
    holds: (step) =>
      all(
        implies(
          isNot(step.before("customsCase.agency"), 0),
          not(any(changes(step, "customsCase.agency"), changes(step, "customsCase.custodian"))),
        ),
        ...["notified", "seized", "closed"].map((flag) =>
          implies(step.before(`customsCase.${flag}`), step.after(`customsCase.${flag}`)),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "uphold",
      right: "_closeRemedy(situation);",
      wrong: "_closeRemedy(situation); situation.customsCase = situation.customsCase.withNotified(false);",
    },
  },
  {
    sentence: "A closed case never changes",
    outcome: "allowed",
    holds: (step) =>
      implies(
        step.before("customsCase.closed"),
        not(
          any(
            ...["agency", "custodian", "notified", "contested", "seized", "closed"].map((field) =>
              changes(step, `customsCase.${field}`),
            ),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/Lifecycle",
      rule: "_checkParty",
      right: "customsCase.closed()",
      wrong: "customsCase.seized()",
    },
  },
  {
    sentence: "The counter of a shipment's open cases is exact",
    outcome: "allowed",
    holds: (step) =>
      is(
        plus(step.after("custody.openCases"), isOpen(step.before)),
        plus(step.before("custody.openCases"), isOpen(step.after)),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeCase",
      right: "situation.custody.openCases() - 1",
      wrong: "0",
    },
  },
  {
    sentence: "The counter of a shipment's open remedies is exact",
    outcome: "allowed",
    holds: (step) =>
      is(
        plus(step.after("custody.openRemedies"), step.before("customsCase.contested")),
        plus(step.before("custody.openRemedies"), step.after("customsCase.contested")),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeRemedy",
      right: "situation.custody = situation.custody.withOpenRemedies(situation.custody.openRemedies() - 1);",
      wrong: "",
    },
  },
];
