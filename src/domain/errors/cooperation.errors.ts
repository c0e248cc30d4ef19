/** Errors of the ledger of cooperation, under their Solidity names and with their Solidity parameters as facts. */
export const COOPERATION_ERRORS = {
  CooperationLedgerInvalidSignature: {
    sentence: "The signature of act {act} does not belong to participant {author}.",
    remedy: "Sign the ledger's typed data of this act with a valid key of the author and low s.",
  },
  CooperationLedgerKeyNotAuthorised: {
    sentence: "Key {key} may not sign act {act} for participant {author} at this time.",
    remedy: "Sign with a key that is registered for the author and valid now.",
  },
  CooperationLedgerParticipantNotActive: {
    sentence: "Participant {participant} is suspended or not enrolled.",
    remedy: "Name an active participant, or ask the consortium to reinstate this one.",
  },
  CooperationLedgerStale: {
    sentence: "Matter {matter} has the last act {head}, not {previous}.",
    remedy: "Read the matter again, and sign the act on its current head.",
  },
  CooperationLedgerOccurredInFuture: {
    sentence: "The act in matter {matter} is dated {occurredAt}, later than {limit} (Unix seconds).",
    remedy: "Correct the time of the act, or the clock that gave it.",
  },
  CooperationLedgerNumberTooWide: {
    sentence: "The number {value} is too large for field {field} of the act in matter {matter}.",
    remedy: "Send an act whose numbers fit the types of the ledger.",
  },
  CooperationLedgerUnknownKind: {
    sentence: "The ledger of cooperation has no act kind {kind}.",
    remedy: "Use a kind from the list in the documentation.",
  },
  CooperationLedgerFieldMismatch: {
    sentence: "An act of kind {kind} lacks the field {field}, or does not take it.",
    remedy: "Give each field that the kind needs, and no other.",
  },
  CooperationLedgerUnknownCode: {
    sentence: "The code {code} of an act of kind {kind} is outside its closed list, which ends at {limit}.",
    remedy: "Use a code from the list in the documentation.",
  },
  CooperationLedgerCounterpartyIsAuthor: {
    sentence: "Participant {author} is both author and counterparty of an act of kind {kind}.",
    remedy: "Name another participant as the counterparty.",
  },
  CooperationLedgerRoleRequired: {
    sentence: "Participant {participant} has the roles {roles}; this act needs one of {required}.",
    remedy: "Let a participant with the role do this.",
  },
  CooperationLedgerUnexpectedState: {
    sentence: "The matter or item {subject} is in state {current}; this act needs one of {expected}.",
    remedy: "Read the matter again, and record an act that its state allows.",
  },
  CooperationLedgerNotEntitled: {
    sentence: "Participant {author} may not do this in {subject}; participant {entitled} may.",
    remedy: "Let that participant make this act.",
  },
  CooperationLedgerNotParty: {
    sentence: "Participant {participant} is not a party of matter {matter} that signed it, nor a side of it.",
    remedy: "Act in your matters only, and name their parties only.",
  },
  CooperationLedgerAlreadyNamed: {
    sentence: "Participant {participant} is already named in {matter}.",
    remedy: "Continue: the party need not be named again.",
  },
  CooperationLedgerPartiesFinal: {
    sentence: "{signed} parties signed {matter}, so its list of parties is final.",
    remedy: "Open a new one with all parties.",
  },
  CooperationLedgerTooManyParties: {
    sentence: "Matter {matter} has reached the limit of {limit} parties.",
    remedy: "Open a second one for the other parties.",
  },
  CooperationLedgerAlreadySigned: {
    sentence: "Participant {participant} already signed {matter}, or agreed to its prolongation.",
    remedy: "Continue: one signature is enough.",
  },
  CooperationLedgerOtherTerms: {
    sentence: "The act signs the terms {signed}; the opener of {matter} signed {terms}.",
    remedy: "Read the terms again, and sign their digest.",
  },
  CooperationLedgerPartiesMissing: {
    sentence: "Proposal {matter} names {named} of the {parties} parties of agreement {replaced}, which it replaces.",
    remedy: "Name all parties of the agreement, or wait for its end.",
  },
  CooperationLedgerAlreadySuspended: {
    sentence: "Participant {participant} already suspends agreement {matter}.",
    remedy: "Continue: the agreement is suspended.",
  },
  CooperationLedgerNotSuspended: {
    sentence: "Participant {participant} does not suspend agreement {matter}.",
    remedy: "Ask each party that suspends the agreement to resume it.",
  },
  CooperationLedgerEndsEarlier: {
    sentence: "Agreement {matter} ends at {endsAt} (Unix seconds), no later than by this denunciation.",
    remedy: "Continue: the agreement ends without it.",
  },
  CooperationLedgerMeasureNotCovered: {
    sentence: "Agreement {agreement} covers the measures {measures}, not {measure}.",
    remedy: "Ask for a measure of the agreement, or under another agreement.",
  },
  CooperationLedgerDirectionNotCovered: {
    sentence:
      "Agreement {agreement} does not cover direction {direction} (1: asks, 2: is asked) for participant {participant}.",
    remedy: "Ask a party that the agreement lets you ask.",
  },
  CooperationLedgerTimeOutOfRange: {
    sentence: "The act in matter {matter} sets the time {until}, outside {earliest} to {latest} (Unix seconds).",
    remedy: "Set a time in this range.",
  },
  CooperationLedgerOverdue: {
    sentence: "At {time}, the time for this act in matter {matter} had ended at {due} (Unix seconds).",
    remedy: "Accept, refuse or answer the request. The time is told before it ends, or not at all.",
  },
  CooperationLedgerNotOverdue: {
    sentence: "At {time}, the time in matter {matter} runs until {due} (Unix seconds).",
    remedy: "Wait until the time is up.",
  },
  CooperationLedgerBasisMismatch: {
    sentence: "The basis {code} does not fit matter {matter}.",
    remedy: "Give on the basis of a request in the request, and on another basis in another matter.",
  },
  CooperationLedgerOtherCaveats: {
    sentence: "The act on {handover} has the caveats {given}, not {required}.",
    remedy:
      "Sign exactly the caveats of the offer. An onward transfer and a derived exhibit keep all of them, and may add some.",
  },
  CooperationLedgerOtherContent: {
    sentence: "The receipt of handover {handover} has the digest {received}; the offer has {offered}.",
    remedy: "Receipt the digest of the offer if it is what came. Dispute the handover otherwise.",
  },
  CooperationLedgerNoConsent: {
    sentence: "The originator of handover {handover} consents to participant {consentTo}, not to {recipient}.",
    remedy: "Ask the originator for its consent to this recipient.",
  },
  CooperationLedgerOtherJurisdiction: {
    sentence: "The tribunal's jurisdiction is {jurisdiction}; seal {seal} was made in {required}.",
    remedy: "Ask a tribunal of the jurisdiction in which the seal was made.",
  },
  CooperationLedgerOwnSeal: {
    sentence: "Tribunal {author} made seal {seal} itself.",
    remedy: "Ask another tribunal of the same jurisdiction.",
  },
} as const;
