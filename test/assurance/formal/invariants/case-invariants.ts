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

/** Customs measures and the remedies against them. */
export const CASE_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "Customs alone opens a case, its own, against who holds the goods",
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
      source: "libraries/CaseRules",
      rule: "hold",
      right: "Roles.CUSTOMS",
      wrong: "Roles.CUSTOMS | Roles.TERMINAL",
    },
  },
  {
    sentence: "Only the agency that opened a case ends it, or a tribunal",
    outcome: "allowed",
    holds: (step) => implies(ends(step), any(isAgency(step), all(isKind(step, "Annul"), hasRole(step, "tribunal")))),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "release",
      right: "_checkAgencyOfOpenCase(situation, entry)",
      wrong: "_checkOpenCase(situation, entry)",
    },
  },
  {
    sentence: "A tribunal alone decides a remedy, and only one that is open",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Uphold", "Annul"),
        all(hasRole(step, "tribunal"), step.before("customsCase.contested"), not(step.after("customsCase.contested"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_checkDecidable",
      right: "if (!situation.customsCase.contested) return Refusals.noRemedyOpen(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "Only who is affected contests a case, and while no remedy is open",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Contest"),
        all(isAffected(step, step.entry("author")), isOpen(step.before), not(step.before("customsCase.contested"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "contest",
      right: "if (situation.customsCase.contested) return Refusals.remedyOpen(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "A remedy ends by a tribunal, or with its case",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(step.before("customsCase.contested"), not(step.after("customsCase.contested"))),
        any(isKind(step, "Uphold", "Annul"), ends(step)),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "notice",
      right: "situation.customsCase.notified = true;",
      wrong: "situation.customsCase.notified = true; _closeRemedy(situation);",
    },
  },
  {
    sentence: "Notice is served by the agency of the case, to who is affected",
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
      wrong: "_checkAffected(situation, entry, situation.customsCase.custodian)",
    },
  },
  {
    sentence: "Customs alone seizes, as the agency of the open case, once",
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
      right: "if (situation.customsCase.seized) return Refusals.alreadySeized(EntryHash.wrap(entry.refersTo));",
      wrong: "",
    },
  },
  {
    sentence: "Nothing is forfeited but by the agency of its one open case",
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
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "_checkAgencyOfOpenCase(situation, entry)",
      wrong: "_checkOpenCase(situation, entry)",
    },
  },
  {
    sentence: "Nothing is forfeited without notice",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), step.before("customsCase.notified")),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (!customsCase.notified) return Refusals.noNotice(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "Nothing is forfeited that was not seized",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), step.before("customsCase.seized")),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (!customsCase.seized) return Refusals.notSeized(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "Nothing is forfeited while a remedy is open, on this case or another",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), is(step.before("custody.openRemedies"), 0)),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (customsCase.contested) return Refusals.remedyOpen(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "What is known of a case is never unlearned",
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
      wrong: "_closeRemedy(situation); situation.customsCase.notified = false;",
    },
  },
  {
    sentence: "Nothing happens any more in a case that is closed",
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
      source: "libraries/CaseRules",
      rule: "_checkOpenCase",
      right: "situation.customsCase.closed",
      wrong: "situation.customsCase.seized",
    },
  },
  {
    sentence: "The open cases of a shipment are counted",
    outcome: "allowed",
    holds: (step) =>
      is(
        plus(step.after("custody.openCases"), isOpen(step.before)),
        plus(step.before("custody.openCases"), isOpen(step.after)),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeCase",
      right: "situation.custody.openCases -= 1;",
      wrong: "situation.custody.openCases = 0;",
    },
  },
  {
    sentence: "The open remedies of a shipment are counted",
    outcome: "allowed",
    holds: (step) =>
      is(
        plus(step.after("custody.openRemedies"), step.before("customsCase.contested")),
        plus(step.before("custody.openRemedies"), step.after("customsCase.contested")),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_closeRemedy",
      right: "situation.custody.openRemedies -= 1;",
      wrong: "",
    },
  },
];
