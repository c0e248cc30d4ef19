/** Errors of the contracts, under their Solidity names and with their Solidity parameters as facts. */
export const LEDGER_ERRORS = {
  ShipmentLedgerInvalidSignature: {
    sentence: "The signature of entry {entry} is not one of participant {author}.",
    remedy: "Sign the typed data that the ledger gives for this entry, with low s, by a current key of the author.",
  },
  ShipmentLedgerKeyNotAuthorised: {
    sentence: "Key {key} may not sign entry {entry} for participant {author} at this time.",
    remedy: "Sign with a key that is registered for the author and valid now.",
  },
  ShipmentLedgerParticipantNotActive: {
    sentence: "Participant {participant} is not enrolled, or is suspended.",
    remedy: "Name an active participant, or ask the consortium to reinstate this one.",
  },
  ShipmentLedgerStale: {
    sentence: "Shipment {shipment} has the head {head}, not {previous}.",
    remedy: "Read the shipment again and sign the entry on its present head.",
  },
  ShipmentLedgerOccurredInFuture: {
    sentence: "The entry on shipment {shipment} claims to have occurred at {occurredAt}, after {limit}.",
    remedy: "Correct the time of the event, or the clock that gave it.",
  },
  ShipmentLedgerUnknownKind: {
    sentence: "There is no entry of kind {kind}.",
    remedy: "Use a kind from the list in the documentation.",
  },
  ShipmentLedgerCounterpartyMismatch: {
    sentence: "An entry of kind {kind} cannot have the counterparty {counterparty}.",
    remedy: "Name a counterparty for an Offer or a Notice, and for no other kind.",
  },
  ShipmentLedgerReferenceMismatch: {
    sentence: "An entry of kind {kind} cannot refer to {refersTo}.",
    remedy: "Name the unit, the case or the corrected entry where the kind needs one, and nothing where it does not.",
  },
  ShipmentLedgerCounterpartyIsAuthor: {
    sentence: "Participant {author} named itself as the counterparty of an entry of kind {kind}.",
    remedy: "Name another participant.",
  },
  ShipmentLedgerRoleRequired: {
    sentence: "Participant {author} has the roles {roles}; this needs one of {required}.",
    remedy: "Let a participant with the role make this entry.",
  },
  ShipmentLedgerUnexpectedPhase: {
    sentence: "Shipment {shipment} is in phase {current}; this needs one of {expected}.",
    remedy: "Read the shipment's trace to see what happened to it, and record what its phase allows.",
  },
  ShipmentLedgerNotCustodian: {
    sentence: "Participant {author} does not hold shipment {shipment}; participant {custodian} does.",
    remedy: "Let the custodian make this entry, or take custody by an Offer and an Accept first.",
  },
  ShipmentLedgerNotOfferedTo: {
    sentence: "Shipment {shipment} is offered to participant {offeredTo}, not to {author}.",
    remedy: "Let the participant to which it is offered answer, or ask the custodian to withdraw and offer it to you.",
  },
  ShipmentLedgerHeld: {
    sentence: "Shipment {shipment} is under {openCases} open customs case(s).",
    remedy: "Wait for the release, contest the case, or offer the shipment to a customs agency.",
  },
  ShipmentLedgerNotInside: {
    sentence: "Shipment {shipment} is not directly inside {unit} but inside {container}.",
    remedy: "Name the unit that it was loaded into.",
  },
  ShipmentLedgerLoadedIntoItself: {
    sentence: "Shipment {shipment} cannot be loaded into itself.",
    remedy: "Name the unit that it was loaded into.",
  },
  ShipmentLedgerNestedTooDeep: {
    sentence: "Loading shipment {shipment} into {unit} would nest units deeper than {limit} levels.",
    remedy: "Unload an inner unit first.",
  },
  ShipmentLedgerNotEmpty: {
    sentence: "Shipment {shipment} still contains {contents} unit(s).",
    remedy: "Unload them first.",
  },
  ShipmentLedgerTooManyCases: {
    sentence: "Shipment {shipment} has {limit} open cases, as many as it can.",
    remedy: "Release a case first.",
  },
  ShipmentLedgerUnknownCase: {
    sentence: "Shipment {shipment} has no case {hold}.",
    remedy: "Name a case by the hash of the Hold entry that opened it on this shipment.",
  },
  ShipmentLedgerCaseClosed: {
    sentence: "Case {hold} of shipment {shipment} has ended.",
    remedy: "Nothing more can be done under it; a new measure needs a new Hold.",
  },
  ShipmentLedgerNotAgencyOfCase: {
    sentence: "Case {hold} was opened by participant {agency}, not by {author}.",
    remedy: "Let the agency of the case make this entry.",
  },
  ShipmentLedgerNotAffectedParty: {
    sentence:
      "Participant {participant} is neither the custodian ({custodian}) when case {hold} was opened nor the consignor ({consignor}).",
    remedy: "Only these two may contest the case, and only notice to one of them counts.",
  },
  ShipmentLedgerRemedyOpen: {
    sentence: "A remedy is open on case {hold}.",
    remedy: "Wait for the tribunal's decision.",
  },
  ShipmentLedgerNoRemedyOpen: {
    sentence: "No remedy is open on case {hold}.",
    remedy: "A tribunal decides only what was contested and is undecided.",
  },
  ShipmentLedgerAlreadySeized: {
    sentence: "The goods were seized under case {hold} already.",
    remedy: "No second seizure is needed.",
  },
  ShipmentLedgerNotSeized: {
    sentence: "The goods were not seized under case {hold}.",
    remedy: "Only goods that were seized under the case can be forfeited under it.",
  },
  ShipmentLedgerNoNotice: {
    sentence: "No affected party was served notice of case {hold}.",
    remedy: "Serve notice first, and let its clocks run.",
  },
  ShipmentLedgerAlreadyCorrected: {
    sentence: "Entry {entry} was corrected already, by {successor}.",
    remedy: "Correct the latest correction instead.",
  },
  ShipmentLedgerInsufficientGas: {
    sentence: "The transaction left {available} gas to ask a wallet contract, which needs {required}.",
    remedy: "Submit it with a higher gas limit.",
  },
  ConsortiumUnknownParticipant: {
    sentence: "No participant has the number {participant}.",
    remedy: "List the participants to see their numbers.",
  },
  ConsortiumUnexpectedSuspension: {
    sentence: "Participant {participant} has suspended = {suspended} already.",
    remedy: "Nothing needs to be done.",
  },
  ConsortiumInvalidRoles: {
    sentence: "The role set {roles} is empty or names a role that does not exist.",
    remedy: "Give at least one of the roles in the documentation.",
  },
  ConsortiumInvalidJurisdiction: {
    sentence: "The jurisdiction {jurisdiction} is not an ISO 3166-1 alpha-2 code.",
    remedy: "Give two upper-case letters.",
  },
  ConsortiumInvalidName: {
    sentence: "A name of {length} bytes cannot be enrolled.",
    remedy: "Give a name of 1 to 200 bytes.",
  },
  ConsortiumKeyTaken: {
    sentence: "Key {key} belongs to participant {participant} already.",
    remedy: "Create a fresh key; a key belongs to one participant for good.",
  },
  ConsortiumUnknownKey: {
    sentence: "Key {key} was never registered.",
    remedy: "List the participant's keys.",
  },
  ConsortiumKeyAlreadyEnded: {
    sentence: "Key {key} stopped signing at {validUntil}.",
    remedy: "Nothing needs to be done.",
  },
  ConsortiumInvalidInterval: {
    sentence: "A key cannot be valid from {validFrom} until {validUntil} when the block's time is {blockTime}.",
    remedy: "Give an interval that starts now or later and is not empty.",
  },
} as const;
