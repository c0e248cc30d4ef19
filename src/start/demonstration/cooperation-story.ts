import type { ActKind } from "../../domain/cooperation/act-kind.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";

/** One act of a story; participants are named by their aliases in journey.json. */
export interface StoryAct {
  /** Name by which later acts refer to this one, or to the matter that it opens. */
  readonly label?: string;
  readonly kind: ActKind;
  readonly author: string;
  readonly counterparty?: string;
  /** Label of the act that opened the matter; absent in an act that opens one. */
  readonly matter?: string;
  /** Label of an act. */
  readonly refersTo?: string;
  readonly code?: string;
  readonly codes?: readonly string[];
  readonly periodDays?: number;
  /** Days from the first start to the time that the act sets. */
  readonly untilDays?: number;
  readonly record?: JsonObject;
}

/**
 * Two customs agencies work together: an agreement; a request that was incomplete once, and was answered in part under
 * caveats; a check that was sealed and then told; and a request that is open.
 */
export const COOPERATION_STORY: readonly StoryAct[] = [
  {
    label: "agreement",
    kind: "Propose",
    author: "customs-ch",
    code: "both",
    codes: ["information", "evidence", "check"],
    periodDays: 90,
    untilDays: 730,
    record: {
      title: "Mutual administrative assistance, Switzerland and Brazil (fictitious)",
      bases: ["Example arrangement on mutual assistance, chapter on enquiries (fictitious)"],
      purposes: ["investigation", "specificCheck", "dutyAssessment"],
      scope: "Goods in trade between the two countries. Not covered: data on persons who are not subject of a request.",
      text: "What is handed over may be used for the stated purpose only.",
    },
  },
  {
    kind: "Name",
    author: "customs-ch",
    matter: "agreement",
    counterparty: "customs-br",
    code: "both",
    record: {},
  },
  {
    kind: "Sign",
    author: "customs-br",
    matter: "agreement",
  },
  {
    label: "request",
    kind: "Ask",
    author: "customs-ch",
    refersTo: "agreement",
    counterparty: "customs-br",
    code: "information",
    periodDays: 30,
    record: {
      authority: "Example Customs Switzerland, office 12 (fictitious)",
      subject: "Origin and weight of lot EXP-2025-471",
      facts: "The seal found at Basel is not the seal of the export declaration.",
      law: "Example customs act, article 115 (fictitious)",
      persons: [],
      purpose: "specificCheck",
      urgency: {
        level: "normal",
        reasons: "The goods are released; no goods wait for the answer.",
      },
      confidentiality: {
        requested: false,
        reasons: "The consignor knows of the check.",
      },
    },
  },
  {
    kind: "Receive",
    author: "customs-br",
    matter: "request",
    record: {
      note: "Registered at the liaison office in Santos.",
    },
  },
  {
    kind: "Return",
    author: "customs-br",
    matter: "request",
    untilDays: 10,
    record: {
      missing: ["persons"],
      reasons: "The export declaration is found by its declarant only.",
    },
  },
  {
    kind: "Complete",
    author: "customs-ch",
    matter: "request",
    record: {
      completed: {
        persons: ["Fazenda Exemplo Serra Azul (fictitious), declarant"],
      },
    },
  },
  {
    kind: "Accept",
    author: "customs-br",
    matter: "request",
    record: {},
  },
  {
    label: "declaration",
    kind: "Offer",
    author: "customs-br",
    matter: "request",
    counterparty: "customs-ch",
    untilDays: 20,
    code: "request",
    codes: ["courtUse", "onward"],
    record: {
      subject: "Export declaration of lot EXP-2025-471",
      purpose: "specificCheck",
      content: {
        bags: 200,
        grossWeightKg: 12180,
        sealsAtExport: ["6BR8001"],
      },
    },
  },
  {
    kind: "SignCaveats",
    author: "customs-ch",
    matter: "request",
    refersTo: "declaration",
    codes: ["courtUse", "onward"],
    record: {},
  },
  {
    kind: "Release",
    author: "customs-br",
    matter: "request",
    refersTo: "declaration",
    record: {},
  },
  {
    kind: "Receipt",
    author: "customs-ch",
    matter: "request",
    refersTo: "declaration",
  },
  {
    kind: "Answer",
    author: "customs-br",
    matter: "request",
    record: {
      answer:
        "The declaration is handed over. The weighing notes of the port are kept by another authority, which is not a party.",
    },
  },
  {
    kind: "Close",
    author: "customs-ch",
    matter: "request",
    code: "partly",
    record: {
      note: "The weighing notes are still missing.",
    },
  },
  {
    label: "check",
    kind: "Ask",
    author: "customs-br",
    refersTo: "agreement",
    counterparty: "customs-ch",
    code: "check",
    periodDays: 14,
    record: {
      authority: "Example Customs Brazil, port of Santos (fictitious)",
      subject: "Check of the empty reefer CSQU3054383 at its return",
      facts: "A panel behind the evaporator was replaced between two voyages.",
      law: "Example customs decree, article 38 (fictitious)",
      persons: [],
      purpose: "specificCheck",
      urgency: {
        level: "normal",
        reasons: "The container is at the depot for two weeks.",
      },
      confidentiality: {
        requested: true,
        reasons: "The panel could be put back before the check.",
      },
    },
  },
  {
    label: "secrecy",
    kind: "Seal",
    author: "customs-br",
    matter: "check",
    refersTo: "check",
    code: "tampering",
    untilDays: 30,
    record: {
      reasons: "Until the check is done, the panel could be put back.",
    },
  },
  {
    kind: "Receive",
    author: "customs-ch",
    matter: "check",
    record: {},
  },
  {
    kind: "Accept",
    author: "customs-ch",
    matter: "check",
    record: {},
  },
  {
    kind: "Answer",
    author: "customs-ch",
    matter: "check",
    record: {
      answer: "The panel is that of the maker. Nothing is behind it.",
    },
  },
  {
    kind: "OpenSeal",
    author: "customs-br",
    matter: "check",
    refersTo: "secrecy",
    record: {
      what: "The empty reefer CSQU3054383 was checked at the depot in Basel at the request of Brazil.",
      law: "Example customs decree, article 38 (fictitious)",
    },
  },
  {
    label: "weighing",
    kind: "Ask",
    author: "customs-ch",
    refersTo: "agreement",
    counterparty: "customs-br",
    code: "evidence",
    periodDays: 10,
    record: {
      authority: "Example Customs Switzerland, office 12 (fictitious)",
      subject: "Weighing notes of lot EXP-2025-471 at the port of Santos",
      facts: "The answer to the first request has no weighing notes.",
      law: "Example customs act, article 115 (fictitious)",
      persons: ["Fazenda Exemplo Serra Azul (fictitious), declarant"],
      purpose: "dutyAssessment",
      urgency: {
        level: "urgent",
        reasons: "The duty is to be assessed this month.",
      },
      confidentiality: {
        requested: false,
        reasons: "The consignor knows of the check.",
      },
    },
  },
];
