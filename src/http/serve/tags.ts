/** The groups of operations in the OpenAPI document, with their descriptions. */
export const TAGS = {
  Shipments: "Units, their traces and their evidence files.",
  Entries: "Signed statements about shipments.",
  Work: "Open tasks of the caller's participant, and the rules of each kind of entry.",
  Cooperation: "Agreements, requests and handovers between authorities.",
  "Access records": "Which answers showed payloads to authorities.",
  Events: "The stream of new entries and outcomes.",
  "EPCIS events": "Queries of events (EPCIS 2.0, 8.2).",
  "EPCIS capture": "Recording of events (EPCIS 2.0, 8.1).",
  "EPCIS resources": "Values in the events that the caller may read.",
  "EPCIS queries": "Queries with a name.",
  "EPCIS subscriptions": "Delivery of the results of named queries.",
  "EPCIS traces": "Provenance and destination of an EPC.",
  "EPCIS discovery": "Supported resources, methods and versions.",
  Participants: "The consortium's registry, and its governance.",
  Members: "The directory on chain: each member's gateway and encryption keys.",
  Exchange: "Payloads between the members' gateways: what is owed, who holds what, and the copies of each.",
  Webhooks: "Delivery of entries to a URL of the participant.",
  "API keys": "Credentials of participants.",
  Session: "The credential of a browser.",
  Chain: "Identity and state of the ledger.",
  Console: "Pages for people.",
  Checkpoints: "Statements about the chain that witnesses cosigned.",
  Operations: "State and metrics of the server.",
  Documentation: "This document, and the explanation of each error.",
} as const;

/** The name of a group of operations. */
export type Tag = keyof typeof TAGS;
