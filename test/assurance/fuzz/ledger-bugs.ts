import type { PlantedBug } from "../formal/planted-bug.ts";

/** Bugs to plant in the ledger, each of which the fuzz must find. */
export const LEDGER_BUGS: readonly PlantedBug[] = [
  {
    source: "SignedLedger",
    rule: "_checkLink",
    right: "if (previous != head)",
    wrong: "if (head == EntryHash.wrap(0) && previous != head)",
  },
  {
    source: "ShipmentLedger",
    rule: "_recordOrRefuse",
    right: "refusal = Lifecycle.transition(situation, entry, rule);",
    wrong: "shipment.head = hash; refusal = Lifecycle.transition(situation, entry, rule);",
  },
  {
    source: "SignedLedger",
    rule: "_authenticate",
    right: "if (!authorised)",
    wrong: "if (!authorised && roles == 0)",
  },
  { source: "SignedLedger", rule: "_authenticate", right: "if (wallet &&", wrong: "if (wallet && roles == 0 &&" },
  {
    source: "SignedLedger",
    rule: "_authenticate",
    right: "if (roles == 0) return (0, 0, _participantNotActive(author));",
    wrong: "",
  },
  {
    source: "ShipmentLedger",
    rule: "_keep",
    right: "_shipments[ShipmentId.wrap(entry.refersTo)].custody = situation.unit;",
    wrong: "",
  },
  {
    source: "ShipmentLedger",
    rule: "_keep",
    right: "_cases[entry.shipment][EntryHash.wrap(entry.refersTo)] = situation.customsCase;",
    wrong: "",
  },
  {
    source: "libraries/HandoffRules",
    rule: "accept",
    right: "custody.openCases() != 0",
    wrong: "custody.openCases() > 1",
  },
  {
    source: "libraries/CaseRules",
    rule: "forfeit",
    right:
      "refusal = _checkParty(situation, caseId, situation.custody.consignor(), customsCase.consignorStanding());\n        if (refusal.length != 0) return refusal;",
    wrong: "",
  },
  {
    source: "libraries/CaseRules",
    rule: "forfeit",
    right: "situation.time < customsCase.remedyUntil()",
    wrong: "situation.time < customsCase.noticeAt()",
  },
  {
    source: "libraries/CaseRules",
    rule: "_checkDecides",
    right: "tribunal != NOBODY && tribunal != entry.author",
    wrong: "tribunal != NOBODY && tribunal == entry.author",
  },
  {
    source: "libraries/KindRules",
    rule: "ruleOf",
    right: "if (kind == Kinds.RELEASE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE | BY_AGENCY);",
    wrong: "if (kind == Kinds.RELEASE) return toKindRule(Roles.ALL, Phases.ALL, OPEN_CASE);",
  },
];
