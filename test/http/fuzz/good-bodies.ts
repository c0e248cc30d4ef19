import fc from "fast-check";
import { arbitraryEvent, CONTEXT } from "../../epcis/event/arbitrary-event.ts";
import { gs1CheckDigit } from "../../../src/domain/identifiers/gs1-check-digit.ts";
import { DIRECTION_SETS } from "../../../src/domain/cooperation/code-lists.ts";
import { MEASURES, PURPOSES, SEAL_GROUNDS } from "../../../src/domain/cooperation/closed-lists.ts";
import { ROLE_NAMES } from "../../../src/domain/rules/role.ts";
import { anyText } from "./schema-values.ts";
import { standIn } from "./pools.ts";

const EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

const known = (pool: string) => fc.nat(1_000).map((index) => standIn(pool, index));
const shipment = known("/v1/shipments/{id}");
const participant = known("/v1/participants/{id}");

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const unit = digits(10).map((serial) => `urn:epc:id:sscc:4099999.${serial}`);
const gln = digits(12).map((body) => body + gs1CheckDigit(body));

const payload = fc.oneof(
  fc.constant({}),
  fc.record({
    bizStep: fc.constantFrom("departing", "arriving"),
    note: anyText,
    "portolan:place": fc.constant("BRSSZ"),
  }),
);

const report = fc.record({ kind: fc.constant("Report"), shipment, payload });
const consign = fc.record({ kind: fc.constant("Consign"), shipment: unit, payload });
const draft = fc.oneof(report, consign);

const terms = fc.record({
  title: fc.constant("Mutual assistance"),
  bases: fc.constant(["Article 4"]),
  purposes: fc.subarray([...PURPOSES], { minLength: 1 }),
  scope: fc.constant("All goods"),
});
export const PROPOSAL = fc.record({
  kind: fc.constant("Propose"),
  period: fc.integer({ min: 1, max: 10 ** 6 }),
  code: fc.constantFrom(...DIRECTION_SETS),
  codes: fc.subarray([...MEASURES], { minLength: 1 }),
  record: terms,
});
export const SEAL = fc.record({
  kind: fc.constant("Seal"),
  matter: known("/v1/matters/{matter}"),
  until: fc.integer({ min: 1, max: 60 }).map((days) => Math.floor(Date.now() / 1000) + days * 86_400),
  code: fc.constantFrom(...SEAL_GROUNDS),
  record: fc.constant({ reasons: "A life is in danger." }),
});
const act = fc.oneof(PROPOSAL, SEAL);

const event = arbitraryEvent.map(({ one }) => one);
const queryName = fc.stringMatching(/^[a-z]{1,12}$/);

/**
 * Bodies that fit the schema and refer to existing objects, in a useful order. By operation; without an entry, the
 * schema is enough.
 */
export const GOOD_BODIES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  postEntry: draft,
  postEntries: fc.array(draft, { minLength: 1, maxLength: 4 }),
  prepareEntry: draft,
  postAct: act,
  previewAct: act,
  postPreparedEntry: known("prepared"),
  postSignedEntry: known("signed"),
  openShipment: fc.record({ identifier: unit, payload }),
  captureEpcisDocument: fc.array(event, { minLength: 1, maxLength: 3 }).map((eventList) => ({
    "@context": [EPCIS_CONTEXT, CONTEXT],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-20T10:00:00Z",
    epcisBody: { eventList },
  })),
  captureEpcisEvent: event.map((one) => ({ "@context": [EPCIS_CONTEXT, CONTEXT], ...one })),
  createEpcisQuery: fc.record({
    name: queryName,
    query: fc.constantFrom<object>({}, { EQ_bizStep: ["shipping"] }, { GE_eventTime: "2026-01-01T00:00:00Z" }),
  }),
  subscribeToEpcisQuery: fc.record({ dest: fc.constant("http://127.0.0.1:9/told"), stream: fc.constant(true) }),
  createWebhook: fc.record({ url: fc.constant("http://127.0.0.1:9/told"), kinds: fc.constantFrom([], ["Consign"]) }),
  replayDeadLetters: fc.constant({}),
  issueApiKey: fc.record({
    participant,
    label: fc.constant("fuzz"),
    scopes: fc.subarray(["read", "record"], { minLength: 1 }),
  }),
  enrolParticipant: fc.record({
    name: fc.string({ minLength: 1, maxLength: 30 }),
    roles: fc.subarray([...ROLE_NAMES], { minLength: 1 }),
    jurisdiction: fc.constantFrom("NL", "BR", "CH"),
  }),
  setRoles: fc.record({ roles: fc.subarray([...ROLE_NAMES], { minLength: 1 }) }),
  setJurisdiction: fc.record({ jurisdiction: fc.constantFrom("NL", "BR", "UK", "XK") }),
  addKey: fc.record({
    address: fc.stringMatching(/^0x[0-9a-f]{40}$/),
    validUntil: fc.integer({ min: 4_000_000_000, max: 5_000_000_000 }),
  }),
  replacePartyIdentifiers: fc.record({ identifiers: fc.uniqueArray(gln, { maxLength: 2 }) }),
};

/** Meaningful values of query parameters, by the name of the parameter. */
export const GOOD_QUERY: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  identifier: known("identifier"),
  participant,
  custodian: participant,
  author: participant,
  shipment,
  epc: known("/epcis/epcs/{epc}"),
  direction: fc.constantFrom("back", "forward"),
  disclose: fc.constantFrom("/bizStep", "/note", ""),
  perPage: fc.constantFrom("1", "2", "30"),
  EQ_bizStep: fc.constantFrom("shipping", "receiving|inspecting"),
  EQ_action: fc.constantFrom("ADD", "OBSERVE"),
  GE_eventTime: fc.constant("2026-01-01T00:00:00Z"),
  MATCH_anyEPC: known("/epcis/epcs/{epc}"),
  orderBy: fc.constantFrom("eventTime", "recordTime"),
  orderDirection: fc.constantFrom("ASC", "DESC"),
};
