import { changes, hasRole, isIn, isKind } from "../step.ts";
import { all, any, implies, is, isNot, not } from "../truth.ts";
import type { Invariant } from "../invariant.ts";

/** Invariants of custody and its changes. */
export const CUSTODY_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "Only Consign, Accept, Seize and Unload change custody",
    outcome: "allowed",
    holds: (step) => implies(changes(step, "custody.custodian"), isKind(step, "Consign", "Accept", "Seize", "Unload")),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "refuse",
      right: "_withoutOffer(situation.custody);",
      wrong: "_withoutOffer(situation.custody).withCustodian(situation.custody.offeredTo());",
    },
  },
  {
    sentence: "The author of an entry that changes custody takes it",
    outcome: "allowed",
    holds: (step) =>
      implies(changes(step, "custody.custodian"), is(step.after("custody.custodian"), step.entry("author"))),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "accept",
      right: "withCustodian(entry.author)",
      wrong: "withCustodian(custody.consignor())",
    },
  },
  {
    sentence: "Only the addressee of an offer accepts or refuses it",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Accept", "Refuse"),
        all(isIn(step.before("custody.phase"), "Offered"), is(step.before("custody.offeredTo"), step.entry("author"))),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.ACCEPT) return toKindRule(Roles.ALL, Phases.OFFERED, BY_RECEIVER);",
      wrong: "if (kind == Kinds.ACCEPT) return toKindRule(Roles.ALL, Phases.OFFERED, 0);",
    },
  },
  {
    sentence: "Only the custodian offers, withdraws, loads or closes",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Offer", "Withdraw", "Load", "Close"),
        is(step.before("custody.custodian"), step.entry("author")),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.WITHDRAW) return toKindRule(Roles.ALL, Phases.OFFERED, BY_CUSTODIAN);",
      wrong: "if (kind == Kinds.WITHDRAW) return toKindRule(Roles.ALL, Phases.OFFERED, BY_RECEIVER);",
    },
  },
  {
    sentence: "Only customs takes custody of held goods",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(changes(step, "custody.custodian"), isNot(step.before("custody.openCases"), 0)),
        hasRole(step, "customs"),
      ),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "accept",
      right: "custody.openCases() != 0",
      wrong: "custody.openCases() > 1",
    },
  },
  {
    sentence: "Held goods are offered only to customs",
    outcome: "allowed",
    holds: (step) =>
      implies(
        all(isKind(step, "Offer"), isNot(step.before("custody.openCases"), 0)),
        hasRole({ ...step, before: () => step.before("counterpartyRoles") }, "customs"),
      ),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "offer",
      right: "situation.counterpartyRoles & Roles.CUSTOMS == 0",
      wrong: "situation.counterpartyRoles & (Roles.CUSTOMS | Roles.CARRIER) == 0",
    },
  },
  {
    sentence: "Held goods are neither loaded nor closed",
    outcome: "allowed",
    holds: (step) => implies(isKind(step, "Load", "Close"), is(step.before("custody.openCases"), 0)),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "close",
      right: "if (custody.openCases() != 0) return Refusals.held(entry.shipment, custody.openCases());",
      wrong: "",
    },
  },
  {
    sentence: "A unit that contains a shipment is not closed",
    outcome: "allowed",
    holds: (step) => implies(isKind(step, "Close"), is(step.before("custody.contents"), 0)),
    plantedBug: {
      source: "libraries/HandoffRules",
      rule: "close",
      right: "custody.contents() != 0",
      wrong: "custody.contents() > 1",
    },
  },
  {
    sentence: "A shipment is opened once, by a permitted role, and its consignor never changes",
    outcome: "allowed",
    holds: (step) =>
      all(
        implies(changes(step, "custody.consignor"), isIn(step.before("custody.phase"), "Unknown")),
        implies(
          isIn(step.before("custody.phase"), "Unknown"),
          all(isKind(step, "Consign"), hasRole(step, "trader", "carrier", "forwarder", "terminal")),
        ),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.CONSIGN) return toKindRule(Roles.CONSIGNORS, Phases.UNKNOWN, 0);",
      wrong: "if (kind == Kinds.CONSIGN) return toKindRule(Roles.CONSIGNORS, Phases.ALL, 0);",
    },
  },
  {
    sentence: "A closed or forfeited shipment keeps its phase and its custodian",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isIn(step.before("custody.phase"), "Closed", "Forfeited"),
        not(
          any(
            ...["phase", "custodian", "offeredTo", "openCases", "openRemedies", "contents"].map((field) =>
              changes(step, `custody.${field}`),
            ),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.HOLD) return toKindRule(Roles.CUSTOMS, Phases.IN_CUSTODY | Phases.OFFERED, NEW_CASE);",
      wrong: "if (kind == Kinds.HOLD) return toKindRule(Roles.CUSTOMS, Phases.KNOWN, NEW_CASE);",
    },
  },
];
