import type { ErrorCode } from "../../../src/domain/errors/table.ts";

/** The object of a request. Each has its audience: the callers for whom it exists. */
export type ObjectName =
  | "shipment"
  | "payload"
  | "identifier"
  | "event"
  | "submission"
  | "webhook"
  | "query"
  | "subscription"
  | "job"
  | "matter"
  | "handover"
  | "act submission"
  | "access record";

interface More {
  readonly body?: unknown;
  /** The error for callers in the audience whose action the ledger refuses. */
  readonly refused?: ErrorCode;
  /** The error for callers that read only ledger facts. */
  readonly facts?: ErrorCode;
}

/**
 * The required outcome of a route for a caller with a valid credential, scope and status. For all other callers, the
 * outcome follows from the route's access.
 */
export type AccessRule =
  /** The route concerns one object: its audience gets it, and for others it does not exist. */
  | { readonly about: ObjectName; readonly hidden: ErrorCode; readonly more?: More }
  /** The route serves every caller, with only the visible data or with data that is the same for all. */
  | { readonly everybody: true; readonly shows?: ObjectName; readonly more?: More };

const about = (name: ObjectName, hidden: ErrorCode, more: More = {}): AccessRule => ({ about: name, hidden, more });
const everybody = (shows?: ObjectName, more: More = {}): AccessRule => ({
  everybody: true,
  ...(shows && { shows }),
  more,
});
const doing = (body: unknown, refused?: ErrorCode): AccessRule =>
  everybody(undefined, { body, ...(refused && { refused }) });

const report = { kind: "Report", shipment: "{shipment}", payload: {} };
const suspend = { kind: "Suspend", matter: "{matter}", record: { reasons: "A review." } };
const RESOURCES = ["EventTypes", "Epcs", "BizSteps", "BizLocations", "ReadPoints", "Dispositions"];

/** The rule of every route that is not public, by operation. */
export const ACCESS_RULES: Readonly<Record<string, AccessRule>> = {
  traceShipment: about("shipment", "ShipmentUnknown"),
  readOrigin: about("shipment", "ShipmentUnknown"),
  makeEvidence: about("shipment", "ShipmentUnknown"),
  readShipment: about("shipment", "ShipmentUnknown"),
  listEntriesOfShipment: about("shipment", "ShipmentUnknown"),
  listCopies: about("shipment", "ShipmentUnknown"),
  listCasesOfShipment: about("shipment", "ShipmentUnknown"),
  listActionsOfShipment: about("shipment", "ShipmentUnknown"),
  readCase: about("shipment", "CaseUnknown"),
  listOwnCases: everybody(),
  listClocksOfShipment: about("shipment", "ShipmentUnknown"),
  listClocks: everybody(),
  listProfiles: everybody(),
  listQueues: everybody(),
  readQueue: everybody(),
  listKinds: everybody(),
  listShipments: everybody("shipment"),
  listEntries: everybody("shipment"),
  readEntry: about("shipment", "EntryUnknown"),
  readAudience: about("shipment", "EntryUnknown"),
  readHolders: about("payload", "EntryUnknown", { facts: "PayloadNotHeld" }),
  disclosePayload: about("payload", "EntryUnknown", { facts: "PayloadNotHeld" }),
  erasePayload: about("payload", "EntryUnknown", { refused: "NotAuthorOfPayload", facts: "NotAuthorOfPayload" }),
  postEntry: about("shipment", "ShipmentUnknown", { body: report }),
  prepareEntry: about("shipment", "ShipmentUnknown", { body: report }),
  postEntries: doing([report]),
  postSignedEntry: about("submission", "AuthorIsNotCaller", { body: "{signed}", refused: "ShipmentLedgerStale" }),
  postPreparedEntry: about("submission", "AuthorIsNotCaller", { body: "{prepared}", refused: "ShipmentLedgerStale" }),
  openShipment: doing({ identifier: "{fresh}", payload: {} }, "ShipmentLedgerRoleRequired"),
  readSubmission: about("submission", "SubmissionUnknown"),
  listMatters: everybody("matter"),
  readMatter: about("matter", "MatterUnknown"),
  listActsOfMatter: about("matter", "MatterUnknown"),
  makeMatterEvidence: about("matter", "MatterUnknown"),
  listHandovers: everybody("handover"),
  readHandover: about("handover", "MatterItemUnknown"),
  previewAct: about("matter", "MatterUnknown", { body: suspend }),
  postAct: about("matter", "MatterUnknown", { body: suspend }),
  readActSubmission: about("act submission", "SubmissionUnknown"),
  listAccessRecords: everybody(),
  listAccessAnchors: everybody(),
  proveAccessRecord: about("access record", "AccessRecordUnknown", { refused: "AccessRecordNotAnchored" }),
  listReadsOfShipment: about("shipment", "ShipmentUnknown"),
  followEvents: everybody(),
  queryEpcisEvents: everybody("event"),
  readEpcisEvent: about("event", "EpcisEventUnknown"),
  captureEpcisEvent: doing("{event}", "EpcisEventUnrecordable"),
  captureEpcisDocument: doing("{document}"),
  listEpcisCaptureJobs: everybody("job"),
  readEpcisCaptureJob: about("job", "EpcisJobUnknown"),
  ...Object.fromEntries(
    RESOURCES.flatMap((named) => [
      [`listEpcis${named}`, everybody()],
      [`readEpcis${named}`, about("event", "EpcisResourceUnknown")],
      [`queryEventsOfEpcis${named}`, about("event", "EpcisResourceUnknown")],
    ]),
  ),
  createEpcisQuery: doing({ name: "{fresh}", query: {} }),
  listEpcisQueries: everybody("query"),
  readEpcisQuery: about("query", "EpcisQueryUnknown"),
  deleteEpcisQuery: about("query", "EpcisQueryUnknown"),
  runEpcisQuery: about("query", "EpcisQueryUnknown"),
  subscribeToEpcisQuery: about("query", "EpcisQueryUnknown", { body: { dest: "http://127.0.0.1:9/", stream: true } }),
  listEpcisSubscriptions: about("query", "EpcisQueryUnknown"),
  readEpcisSubscription: about("subscription", "EpcisQueryUnknown"),
  unsubscribeFromEpcisQuery: about("subscription", "EpcisQueryUnknown"),
  traceEpc: about("event", "EpcisResourceUnknown"),
  revokeEpcisPageToken: everybody(),
  epcisTopLevelResources: everybody(),
  listParticipants: everybody(),
  readParticipant: everybody(),
  readWanted: everybody(),
  heal: doing({ what: "all" }),
  listLanes: everybody(),
  listComparisons: everybody(),
  listOwedPayloads: everybody(),
  listClosedPayloads: everybody(),
  listErasures: everybody(),
  listMembers: everybody(),
  readMember: everybody(),
  readPartyIdentifiers: everybody(),
  enrolParticipant: doing({ name: "New", roles: ["carrier"], jurisdiction: "NL" }),
  setRoles: doing({ roles: ["carrier"] }),
  setJurisdiction: doing({ jurisdiction: "NL" }),
  suspendParticipant: everybody(),
  reinstateParticipant: everybody(),
  addKey: doing({ address: `0x${"ad".repeat(20)}`, validUntil: 5_000_000_000 }),
  revokeKey: everybody(),
  replacePartyIdentifiers: doing({ identifiers: [] }),
  createWebhook: doing({ url: "http://127.0.0.1:9/" }),
  listWebhooks: everybody("webhook"),
  deleteWebhook: about("webhook", "WebhookUnknown"),
  listDeadLetters: about("webhook", "WebhookUnknown"),
  replayDeadLetters: about("webhook", "WebhookUnknown", { body: {} }),
  issueApiKey: doing({ participant: 1, label: "new", scopes: ["read"] }),
  listApiKeys: everybody(),
  revokeApiKey: everybody(),
  readSession: everybody(),
  beginSession: everybody(),
  readChain: everybody(),
};
