/** Errors of the contracts, under their Solidity names and with their Solidity parameters as facts. */
export const LEDGER_ERRORS = {
  ShipmentLedgerInvalidSignature: {
    sentence: "The signature of entry {entry} does not belong to participant {author}.",
    remedy: "Sign the ledger's typed data of this entry with a valid key of the author and low s.",
  },
  ShipmentLedgerKeyNotAuthorised: {
    sentence: "Key {key} may not sign entry {entry} for participant {author} at this time.",
    remedy: "Sign with a key that is registered for the author and valid now.",
  },
  ShipmentLedgerParticipantNotActive: {
    sentence: "Participant {participant} is suspended or not enrolled.",
    remedy: "Name an active participant, or ask the consortium to reinstate this one.",
  },
  ShipmentLedgerStale: {
    sentence: "Shipment {shipment} has the head {head}, not {previous}.",
    remedy: "Read the shipment again, and sign the entry on its current head.",
  },
  ShipmentLedgerOccurredInFuture: {
    sentence: "The entry on shipment {shipment} is dated {occurredAt}, later than {limit} (Unix seconds).",
    remedy: "Correct the time of the event, or the clock that gave it.",
  },
  ShipmentLedgerNumberTooWide: {
    sentence: "The number {value} is too large for field {field} of the entry on shipment {shipment}.",
    remedy: "Send an entry whose numbers fit the types of the ledger.",
  },
  ShipmentLedgerUnknownKind: {
    sentence: "The ledger has no entry kind {kind}.",
    remedy: "Use a kind from the list in the documentation.",
  },
  ShipmentLedgerCounterpartyMismatch: {
    sentence: "An entry of kind {kind} cannot have the counterparty {counterparty}.",
    remedy: "Name a counterparty for an Offer or a Notice, and for no other kind.",
  },
  ShipmentLedgerReferenceMismatch: {
    sentence: "An entry of kind {kind} cannot refer to {refersTo}.",
    remedy: "Name the unit, case or corrected entry if the kind needs one. Otherwise omit the reference.",
  },
  ShipmentLedgerCounterpartyIsAuthor: {
    sentence: "Participant {author} is both author and counterparty of an entry of kind {kind}.",
    remedy: "Name another participant as the counterparty.",
  },
  ShipmentLedgerRoleRequired: {
    sentence: "Participant {author} has the roles {roles}; this entry needs one of {required}.",
    remedy: "Let a participant with the role make this entry.",
  },
  ShipmentLedgerUnexpectedPhase: {
    sentence: "Shipment {shipment} is in phase {current}; this entry needs one of {expected}.",
    remedy: "Read the shipment's trace for the reason, and record an entry that its phase allows.",
  },
  ShipmentLedgerNotCustodian: {
    sentence: "Participant {author} does not hold shipment {shipment}; participant {custodian} does.",
    remedy: "Let the custodian make this entry, or take custody by an Offer and an Accept first.",
  },
  ShipmentLedgerNotOfferedTo: {
    sentence: "Shipment {shipment} is offered to participant {offeredTo}, not to participant {author}.",
    remedy: "Let that participant answer, or ask the custodian to withdraw the offer and offer it to you.",
  },
  ShipmentLedgerHeld: {
    sentence: "Shipment {shipment} is held; open customs cases: {openCases}.",
    remedy: "Wait for the release, contest the case, or offer the shipment to a customs agency.",
  },
  ShipmentLedgerNotInside: {
    sentence: "Shipment {shipment} is directly inside {container}, not inside {unit}.",
    remedy: "Name the unit that directly contains the shipment.",
  },
  ShipmentLedgerLoadedIntoItself: {
    sentence: "Shipment {shipment} cannot be loaded into itself.",
    remedy: "Name the unit into which the shipment is loaded.",
  },
  ShipmentLedgerNestedTooDeep: {
    sentence: "Loading shipment {shipment} into {unit} would exceed {limit} levels of nested units.",
    remedy: "Unload an inner unit first.",
  },
  ShipmentLedgerNotEmpty: {
    sentence: "Shipment {shipment} is not empty; units inside: {contents}.",
    remedy: "Unload them first.",
  },
  ShipmentLedgerTooManyCases: {
    sentence: "Shipment {shipment} has reached the limit of {limit} open cases.",
    remedy: "Release a case first.",
  },
  ShipmentLedgerUnknownCase: {
    sentence: "Shipment {shipment} has no case {hold}.",
    remedy: "Give the hash of the Hold entry that opened the case on this shipment.",
  },
  ShipmentLedgerCaseClosed: {
    sentence: "Case {hold} of shipment {shipment} is closed.",
    remedy: "Open a new case with a Hold for a new measure.",
  },
  ShipmentLedgerNotAgencyOfCase: {
    sentence: "Participant {agency} opened case {hold}, not participant {author}.",
    remedy: "Let the agency of the case make this entry.",
  },
  ShipmentLedgerNotAffectedParty: {
    sentence:
      "Participant {participant} is not an affected party of case {hold}: at its opening the consignor was {consignor}, the custodian {custodian}.",
    remedy:
      "Name one of these two that is not the agency. Only they may contest the case, and only notice to them counts.",
  },
  ShipmentLedgerRemedyOpen: {
    sentence: "Case {hold} is contested, and the tribunal has not decided yet.",
    remedy: "Wait for the tribunal's decision.",
  },
  ShipmentLedgerNoRemedyOpen: {
    sentence: "Case {hold} has no open remedy to decide.",
    remedy: "Wait until an affected party contests the case.",
  },
  ShipmentLedgerAlreadySeized: {
    sentence: "The goods are already seized under case {hold}.",
    remedy: "Continue without a second seizure.",
  },
  ShipmentLedgerNotSeized: {
    sentence: "The goods are not seized under case {hold}.",
    remedy: "Seize the goods under this case before you declare them forfeited.",
  },
  ShipmentLedgerNoNotice: {
    sentence: "Participant {participant} was served no notice of case {hold}.",
    remedy: "Serve notice to each affected party, and let the time for a remedy run.",
  },
  ShipmentLedgerNoCharge: {
    sentence: "The agency has charged nothing in case {hold}.",
    remedy: "Record the Charge with the alleged facts and law first.",
  },
  ShipmentLedgerAlreadyCharged: {
    sentence: "The agency already charged in case {hold}.",
    remedy: "Open another case for further facts, so that the parties are served and heard about them.",
  },
  ShipmentLedgerNotHeard: {
    sentence: "Participant {participant} was not heard in case {hold} and did not waive the hearing.",
    remedy: "Hear each affected party, or state the exemption of the law from the hearing.",
  },
  ShipmentLedgerRemedyRuns: {
    sentence: "The time for a remedy in case {hold} runs until {remedyUntil}, and the block's time is {time}.",
    remedy: "Wait until the time for a remedy is over.",
  },
  ShipmentLedgerOtherJurisdiction: {
    sentence: "Tribunal {tribunal} is of {jurisdiction}; case {hold} is of {required}.",
    remedy: "Bring the case before a tribunal of the required jurisdiction.",
  },
  ShipmentLedgerOwnCase: {
    sentence: "Participant {tribunal} is itself a party to case {hold}.",
    remedy: "Bring the case before another tribunal of the same jurisdiction.",
  },
  ShipmentLedgerNotTribunalOfCase: {
    sentence: "Case {hold} was appealed to tribunal {tribunal}, not to participant {author}.",
    remedy: "Let the tribunal of the appeal decide.",
  },
  ShipmentLedgerNoDecision: {
    sentence: "No tribunal has decided case {hold} since it was contested last.",
    remedy: "Contest the case first, and appeal against the decision.",
  },
  ShipmentLedgerNotTribunal: {
    sentence: "Participant {participant} is not a tribunal; its roles are: {roles}.",
    remedy: "Address the appeal to a tribunal of the case's jurisdiction.",
  },
  ShipmentLedgerSameInstance: {
    sentence: "Tribunal {tribunal} made the decision in case {hold} that is appealed against.",
    remedy: "Address the appeal to another tribunal of the same jurisdiction.",
  },
  ShipmentLedgerNoFurtherInstance: {
    sentence: "Case {hold} has had {limit} instances, the most possible.",
    remedy: "Accept the last decision, or bring it before a court outside this ledger.",
  },
  ShipmentLedgerNotConcerned: {
    sentence:
      "Participant {author} is neither the agency of case {hold}, nor an affected party, nor a tribunal of its jurisdiction.",
    remedy: "Let the agency, an affected party or a competent tribunal record the lapse.",
  },
  ShipmentLedgerAlreadyCorrected: {
    sentence: "Entry {entry} was already corrected by entry {successor}.",
    remedy: "Correct the latest correction instead.",
  },
  ShipmentLedgerInsufficientGas: {
    sentence: "The transaction left {available} gas for a wallet contract, which needs {required} gas.",
    remedy: "Submit it with a higher gas limit.",
  },
  ConsortiumUnknownParticipant: {
    sentence: "The consortium has no participant {participant}.",
    remedy: "List the participants to see their numbers.",
  },
  ConsortiumUnexpectedSuspension: {
    sentence: "Participant {participant} already has the status suspended = {suspended}.",
    remedy: "Continue: no change is needed.",
  },
  ConsortiumInvalidRoles: {
    sentence: "The role set {roles} is empty or names an unknown role.",
    remedy: "Give at least one of the roles in the documentation.",
  },
  ConsortiumInvalidJurisdiction: {
    sentence: "The jurisdiction {jurisdiction} is not an ISO 3166-1 alpha-2 code.",
    remedy: "Give two upper-case letters.",
  },
  ConsortiumInvalidName: {
    sentence: "The participant's name has {length} bytes.",
    remedy: "Give a name of 1 to 200 bytes.",
  },
  ConsortiumKeyTaken: {
    sentence: "Key {key} already belongs to participant {participant}.",
    remedy: "Create a new key. A key belongs to one participant for good.",
  },
  ConsortiumInvalidKey: {
    sentence: "Address {key} cannot be a key.",
    remedy: "Give the address of an account or of a wallet contract.",
  },
  ConsortiumUnknownKey: {
    sentence: "Key {key} is not registered.",
    remedy: "List the participant's keys.",
  },
  ConsortiumKeyAlreadyEnded: {
    sentence: "The validity of key {key} ended at {validUntil} (Unix seconds).",
    remedy: "Continue: no change is needed.",
  },
  ConsortiumInvalidInterval: {
    sentence: "The interval from {validFrom} to {validUntil} is empty or starts before {blockTime} (Unix seconds).",
    remedy: "Give an interval that starts now or later and is not empty.",
  },
} as const;
