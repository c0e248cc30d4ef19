/** Errors of agreements, requests and handovers that the gateway detects before it asks the ledger of cooperation. */
export const ACT_ERRORS = {
  CooperationMissing: {
    sentence: "The deployment has no ledger of cooperation.",
    remedy: "Deploy one with `portolan deploy`, or set COOPERATION_ADDRESS and LEDGER_ADDRESS.",
  },
  ActFormIncomplete: {
    sentence: "The {kind} is not complete: {problems}.",
    remedy: "Give every member that the kind needs (docs/cooperation.md), and none that it does not know.",
  },
  ActCodeUnknown: {
    sentence: "{code} is not in the closed list of the {kind}. The list has: {known}.",
    remedy: "Choose a member of the list.",
  },
  MatterUnknown: {
    sentence: "No matter {matter} is visible to you.",
    remedy: "Check the id. Only parties of an agreement, members of a joint case and sides of a request see it.",
  },
  MatterItemUnknown: {
    sentence: "Matter {matter} has no handover, seal or exhibit {item} that is visible to you.",
    remedy: "Check the hash. It is that of the act that opened it.",
  },
  HandoverContentMissing: {
    sentence: "Of handover {item} in matter {matter}, this gateway lacks {missing}.",
    remedy: "Wait until the giver's gateway has sent it, or record a Dispute.",
  },
} as const;
