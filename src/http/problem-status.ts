import { CHAIN_ERRORS } from "../domain/errors/chain.errors.ts";
import { COMMAND_ERRORS } from "../domain/errors/command.errors.ts";
import { EVIDENCE_ERRORS } from "../domain/errors/evidence.errors.ts";
import { KEY_ERRORS } from "../domain/errors/key.errors.ts";
import { NODE_ERRORS } from "../domain/errors/node.errors.ts";
import { PROOF_ERRORS } from "../domain/errors/proof.errors.ts";
import type { ErrorCode } from "../domain/errors/table.ts";
import { WITNESS_ERRORS } from "../domain/errors/witness.errors.ts";

/** The same status for a whole area. */
function all<Codes extends object>(errors: Codes, status: number): Record<keyof Codes, number> {
  return Object.fromEntries(Object.keys(errors).map((code) => [code, status])) as Record<keyof Codes, number>;
}

/**
 * The HTTP status of each error. 403: another participant could; 409: at another time or on another head it could;
 * 422: it never can. 500 marks what no request brings about: it is logged, and reported without its facts.
 */
export const PROBLEM_STATUS = {
  ...all(COMMAND_ERRORS, 500),
  ...all(NODE_ERRORS, 500),
  ...all(CHAIN_ERRORS, 500),
  ...all(KEY_ERRORS, 500),

  ...all(WITNESS_ERRORS, 500),

  ...all(PROOF_ERRORS, 500),
  ...all(EVIDENCE_ERRORS, 500),
  EvidenceTooLarge: 422,
  EvidenceUnavailable: 503,

  NoKeyForParticipant: 409,
  GovernorMissing: 409,
  GovernanceForbidden: 403,
  MeasureUnconfirmed: 504,

  RelayMissing: 500,
  GatewayFolderInUse: 500,
  LeadershipLost: 500,
  ShipmentAlreadyOpen: 409,
  ReferenceInvalid: 422,
  AuthorIsNotCaller: 403,
  PreparedEntryInconsistent: 422,
  EntryFieldInvalid: 422,
  AddressInvalid: 422,

  ShipmentLedgerInvalidSignature: 422,
  ShipmentLedgerKeyNotAuthorised: 403,
  ShipmentLedgerParticipantNotActive: 403,
  ShipmentLedgerStale: 409,
  ShipmentLedgerOccurredInFuture: 422,
  ShipmentLedgerUnknownKind: 422,
  ShipmentLedgerCounterpartyMismatch: 422,
  ShipmentLedgerReferenceMismatch: 422,
  ShipmentLedgerCounterpartyIsAuthor: 422,
  ShipmentLedgerRoleRequired: 403,
  ShipmentLedgerUnexpectedPhase: 409,
  ShipmentLedgerNotCustodian: 403,
  ShipmentLedgerNotOfferedTo: 403,
  ShipmentLedgerHeld: 409,
  ShipmentLedgerNotInside: 409,
  ShipmentLedgerLoadedIntoItself: 422,
  ShipmentLedgerNestedTooDeep: 409,
  ShipmentLedgerNotEmpty: 409,
  ShipmentLedgerTooManyCases: 409,
  ShipmentLedgerUnknownCase: 422,
  ShipmentLedgerCaseClosed: 409,
  ShipmentLedgerNotAgencyOfCase: 403,
  ShipmentLedgerNotAffectedParty: 403,
  ShipmentLedgerRemedyOpen: 409,
  ShipmentLedgerNoRemedyOpen: 409,
  ShipmentLedgerAlreadySeized: 409,
  ShipmentLedgerNotSeized: 409,
  ShipmentLedgerNoNotice: 409,
  ShipmentLedgerAlreadyCorrected: 409,
  ShipmentLedgerInsufficientGas: 500,
  ConsortiumUnknownParticipant: 404,
  ConsortiumUnexpectedSuspension: 409,
  ConsortiumInvalidRoles: 422,
  ConsortiumInvalidJurisdiction: 422,
  ConsortiumInvalidName: 422,
  ConsortiumKeyTaken: 409,
  ConsortiumUnknownKey: 404,
  ConsortiumKeyAlreadyEnded: 409,
  ConsortiumInvalidInterval: 422,

  JsonMalformed: 400,
  JsonTooLarge: 413,
  JsonTooDeep: 400,
  JsonTooManyValues: 400,
  JsonDuplicateMember: 400,
  JsonInexactNumber: 400,
  JsonLoneSurrogate: 400,
  JsonUnrepresentable: 400,
  PayloadNotObject: 422,
  PayloadReservedName: 422,
  PayloadSeedInvalid: 422,
  PayloadMemberMissing: 422,
  PayloadMemberInvalid: 422,
  DisclosureUnknownField: 422,
  DisclosureMalformed: 422,
  DisclosureDigestRepeated: 422,
  DisclosureMemberRepeated: 422,
  DisclosureUnused: 422,
  IdentifierInvalid: 422,
  IdentifierCheckDigitWrong: 422,
  IdentifierNotTrackable: 422,
  ShipmentBlindInvalid: 422,
  PlaceInvalid: 422,

  ShipmentUnknown: 404,
  EntryUnknown: 404,
  PageLimitInvalid: 400,
  CursorInvalid: 400,
  PayloadNotHeld: 404,
  PayloadErased: 410,
  NotAuthorOfPayload: 403,
  TraceUnsettled: 503,
  WebhookUnknown: 404,
  DeliveryUnknown: 404,
  WebhookUrlRefused: 422,
  TooManyWebhooks: 409,

  NotAuthenticated: 401,
  CredentialInvalid: 401,
  TokenIssuerUnavailable: 503,
  CallerNotEnrolled: 403,
  CallerSuspended: 403,
  ScopeMissing: 403,
  TooManyRequests: 429,
  TooManySubscribers: 503,
  RouteUnknown: 404,
  MethodNotAllowed: 405,
  RequestInvalid: 400,
  RequestMalformed: 400,
  RequestTimedOut: 408,
  HeadersTooLarge: 431,
  UriTooLong: 414,
  BodyMissing: 400,
  BodyTooLarge: 413,
  BodyNotText: 400,
  TooManyEntries: 413,
  MediaTypeUnsupported: 415,
  NotAcceptable: 406,
  IdempotencyKeyReused: 422,
  SubmissionUnknown: 404,
  ApiKeyUnknown: 404,
  ApiKeyExpiryPast: 422,
  GatewayBusy: 503,
  GatewayNotReady: 503,
  StoreUnavailable: 503,
  InternalError: 500,
} as const satisfies Record<ErrorCode, number>;

/** The codes that an answer can carry. */
export const PUBLIC_CODES = (Object.keys(PROBLEM_STATUS) as ErrorCode[]).filter(
  (code) => PROBLEM_STATUS[code] !== 500 || code === "InternalError",
);
