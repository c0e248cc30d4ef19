import { MAX_INSTANCES, REMEDY_FLOOR } from "../../../../src/domain/rules/case-rules.ts";
import { type Standing, STANDINGS } from "../../../../src/domain/rules/custody.ts";
import { CASE_FIELDS, changes, hasRole, isIn, isKind, isOpen, type Step } from "../step.ts";
import { all, any, implies, is, isAtMost, isNot, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";
import type { Word } from "../word.ts";

const ends = ({ before, after }: Step): Word => all(isOpen(before), not(isOpen(after)));
const isAgency = ({ before, entry }: Step): Word => is(before("customsCase.agency"), entry("author"));
const becomesForfeited = (step: Step): Word =>
  all(isIn(step.after("custody.phase"), "Forfeited"), changes(step, "custody.phase"));
const isAffected = ({ before }: Step, participant: Word): Word =>
  all(
    any(is(before("customsCase.custodian"), participant), is(before("custody.consignor"), participant)),
    isNot(participant, before("customsCase.agency")),
  );
const standing = (word: Word, name: Standing): Word => is(word, STANDINGS.indexOf(name));
/** Each affected party: who it is, and its standing before the entry. */
const partiesOf = ({ before }: Step): readonly (readonly [party: Word, standing: Word])[] => [
  [before("customsCase.custodian"), before("customsCase.custodianStanding")],
  [before("custody.consignor"), before("customsCase.consignorStanding")],
];
const ofEachParty = (step: Step, holds: (standing: Word, party: Word) => Word): Word =>
  all(...partiesOf(step).map(([party, of]) => any(is(party, step.before("customsCase.agency")), holds(of, party))));
/** Whether an entry moves the end of the time for a remedy to at least the floor from now. */
const givesTime = ({ before, after }: Step): Word =>
  isAtMost(plus(before("time"), REMEDY_FLOOR), after("customsCase.remedyUntil"));

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
      rule: "_checkDecides",
      right: "if (!situation.customsCase.contested()) return Refusals.noRemedyOpen(caseId);",
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
      right: "_raise(situation",
      wrong: "_closeRemedy(situation); _raise(situation",
    },
  },
  {
    sentence: "Only the agency of a case serves notice, and only to an affected party",
    outcome: "allowed",
    holds: (step) =>
      implies(
        any(isKind(step, "Notice"), changes(step, "customsCase.noticeAt")),
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
    holds: (step) =>
      implies(
        becomesForfeited(step),
        ofEachParty(step, (of) => not(standing(of, "Unserved"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_checkParty",
      right: "if (standing == IShipmentLedger.Standing.Unserved) return Refusals.noNotice(caseId, party);",
      wrong: "",
    },
  },
  {
    sentence: "Goods are not forfeited before each affected party was heard or waived, unless the case is exempt",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(becomesForfeited(step), not(step.before("customsCase.exempt"))),
        ofEachParty(step, (of) => any(standing(of, "Waived"), standing(of, "Heard"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "situation.custody.consignor(), customsCase.consignorStanding()",
      wrong: "customsCase.custodian(), customsCase.custodianStanding()",
    },
  },
  {
    sentence: "Goods are not forfeited without a charge",
    outcome: "allowed",
    holds: (step) => implies(becomesForfeited(step), step.before("customsCase.charged")),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "if (!customsCase.charged()) return Refusals.noCharge(caseId);",
      wrong: "",
    },
  },
  {
    sentence: "Goods are not forfeited before the time for a remedy is over",
    outcome: "allowed",
    holds: (step) =>
      implies(becomesForfeited(step), isAtMost(step.before("customsCase.remedyUntil"), step.before("time"))),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "forfeit",
      right: "situation.time < customsCase.remedyUntil()",
      wrong: "situation.time + 1 < customsCase.remedyUntil()",
    },
  },
  {
    sentence: "A charge, a first notice to a party and a decision that upholds give at least 20 days for a remedy",
    outcome: "allowed",
    holds: (step) =>
      all(
        implies(isKind(step, "Charge", "Uphold"), givesTime(step)),
        implies(
          any(
            ...(["custodianStanding", "consignorStanding"] as const).map((of) =>
              all(standing(step.before(`customsCase.${of}`), "Unserved"), changes(step, `customsCase.${of}`)),
            ),
          ),
          all(isKind(step, "Notice"), givesTime(step)),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "uphold",
      right: "_giveTime(situation);",
      wrong: "",
    },
  },
  {
    sentence:
      "Only the agency states a hearing or an exemption, only the party itself waives, and only after the charge",
    outcome: "allowed",
    holds: (step) => {
      const becomes = (name: Standing) =>
        any(
          ...(["custodianStanding", "consignorStanding"] as const).map((of) =>
            all(changes(step, `customsCase.${of}`), standing(step.after(`customsCase.${of}`), name)),
          ),
        );
      return all(
        implies(
          any(becomes("Heard"), becomes("Waived"), changes(step, "customsCase.exempt")),
          all(isKind(step, "Hear"), step.before("customsCase.charged")),
        ),
        implies(any(becomes("Heard"), changes(step, "customsCase.exempt")), isAgency(step)),
        implies(becomes("Waived"), isAffected(step, step.entry("author"))),
      );
    },
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "hear",
      right: "if (!byAgency && entry.counterparty != NOBODY) {",
      wrong: "byAgency = byAgency || entry.counterparty != NOBODY; if (!byAgency && entry.counterparty != NOBODY) {",
    },
  },
  {
    sentence: "Notice, hearing and waiver count only for the party that they name",
    outcome: "allowed",
    holds: (step) => {
      const named = (party: Word) =>
        any(
          is(step.entry("counterparty"), party),
          all(is(step.entry("counterparty"), 0), is(step.entry("author"), party)),
        );
      return all(
        implies(changes(step, "customsCase.custodianStanding"), named(step.before("customsCase.custodian"))),
        implies(changes(step, "customsCase.consignorStanding"), named(step.before("custody.consignor"))),
      );
    },
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_raise",
      right: "if (party == situation.custody.consignor()) {",
      wrong: "{",
    },
  },
  {
    sentence: "Only a tribunal of the case's jurisdiction decides it, after an appeal the one that the appeal named",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Uphold", "Annul"),
        all(
          is(step.before("jurisdiction"), step.before("customsCase.jurisdiction")),
          any(
            is(step.before("customsCase.tribunal"), 0),
            is(step.before("customsCase.tribunal"), step.entry("author")),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_checkDecides",
      right: "tribunal != NOBODY && tribunal != entry.author",
      wrong: "tribunal != NOBODY && tribunal == situation.customsCase.agency()",
    },
  },
  {
    sentence: "Nobody decides its own case",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Uphold", "Annul"),
        not(
          any(
            is(step.entry("author"), step.before("customsCase.agency")),
            is(step.entry("author"), step.before("customsCase.custodian")),
            is(step.entry("author"), step.before("custody.consignor")),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "_checkCompetent",
      right: "tribunal == situation.customsCase.agency() || _isAffected(situation, tribunal)",
      wrong: "tribunal == situation.customsCase.agency()",
    },
  },
  {
    sentence: "Only an affected party appeals, against a decision, to another competent tribunal, at most twice",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Appeal"),
        all(
          isAffected(step, step.entry("author")),
          isOpen(step.before),
          not(step.before("customsCase.contested")),
          isNot(step.before("customsCase.tribunal"), 0),
          isNot(step.before("customsCase.tribunal"), step.entry("counterparty")),
          hasRole({ ...step, before: () => step.before("counterpartyRoles") }, "tribunal"),
          is(step.before("jurisdiction"), step.before("customsCase.jurisdiction")),
          isNot(step.entry("counterparty"), step.before("customsCase.agency")),
          is(step.after("customsCase.tribunal"), step.entry("counterparty")),
          is(step.after("customsCase.instance"), plus(step.before("customsCase.instance"), 1)),
          isAtMost(step.after("customsCase.instance"), MAX_INSTANCES),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "appeal",
      right:
        "if (entry.counterparty == customsCase.tribunal()) return Refusals.sameInstance(caseId, entry.counterparty);",
      wrong: "",
    },
  },
  {
    sentence: "Only the agency, an affected party or a tribunal of the jurisdiction records a lapse",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Lapse"),
        any(
          isAgency(step),
          isAffected(step, step.entry("author")),
          all(hasRole(step, "tribunal"), is(step.before("jurisdiction"), step.before("customsCase.jurisdiction"))),
        ),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "lapse",
      right: "situation.roles & Roles.TRIBUNAL == 0 ||",
      wrong: "situation.roles & (Roles.TRIBUNAL | Roles.CUSTOMS) == 0 ||",
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
          not(
            any(...["agency", "custodian", "jurisdiction", "profile"].map((of) => changes(step, `customsCase.${of}`))),
          ),
        ),
        ...["charged", "exempt", "seized", "closed"].map((flag) =>
          implies(step.before(`customsCase.${flag}`), step.after(`customsCase.${flag}`)),
        ),
        ...["remedyUntil", "custodianStanding", "consignorStanding"].map((of) =>
          isAtMost(step.before(`customsCase.${of}`), step.after(`customsCase.${of}`)),
        ),
        implies(isNot(step.before("customsCase.noticeAt"), 0), not(changes(step, "customsCase.noticeAt"))),
      ),
    plantedBug: {
      source: "libraries/CaseRules",
      rule: "uphold",
      right: "_closeRemedy(situation);",
      wrong: "_closeRemedy(situation); situation.customsCase = situation.customsCase.withCharged(false);",
    },
  },
  {
    sentence: "A closed case never changes",
    outcome: "allowed",
    holds: (step) =>
      implies(
        step.before("customsCase.closed"),
        not(any(...CASE_FIELDS.map((field) => changes(step, `customsCase.${field}`)))),
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
