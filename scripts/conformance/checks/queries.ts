import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { check, require, type Check } from "../check.ts";
import { identifiersOf } from "../sample-events.ts";
import { requireProblem, type Server } from "../server.ts";

type Identifiers = ReturnType<typeof identifiersOf>;

/** Query parameters, each with a value and the letters of the sample events that it matches. */
const FOUND: readonly (readonly [parameter: string, value: (id: Identifiers) => string, found: string])[] = [
  ["eventType", () => "ObjectEvent|TransactionEvent", "ad"],
  ["EQ_action", () => "ADD", "abe"],
  ["EQ_action", () => "DELETE", ""],
  ["EQ_bizStep", () => "shipping|packing", "bd"],
  ["EQ_bizStep", () => "https://ref.gs1.org/cbv/BizStep-shipping", "d"],
  ["EQ_bizStep", () => "receiving", ""],
  ["EQ_disposition", () => "in_transit", "d"],
  ["EQ_persistentDisposition_set", () => "completeness_verified", "c"],
  ["EQ_persistentDisposition_unset", () => "mismatch_quantity", "c"],
  ["EQ_readPoint", (id) => id.readPoint, "a"],
  ["EQ_readPoint", (id) => id.bizLocation, ""],
  ["WD_readPoint", (id) => id.readPoint, "a"],
  ["EQ_bizLocation", (id) => id.bizLocation, "a"],
  ["WD_bizLocation", (id) => id.bizLocation, "a"],
  ["EQ_transformationID", (id) => id.transformation, "c"],
  ["MATCH_epc", (id) => id.one, "ab"],
  ["MATCH_epc", (id) => id.oneAsLink, "ab"],
  ["MATCH_epc", () => "urn:epc:idpat:sgtin:9506000.134352.*", "abd"],
  ["MATCH_epc", () => "urn:epc:idpat:sgtin:9506001.*.*", ""],
  ["MATCH_parentID", (id) => id.pallet, "be"],
  ["MATCH_inputEPC", (id) => id.two, "c"],
  ["MATCH_outputEPC", (id) => id.three, "c"],
  ["MATCH_anyEPC", (id) => id.three, "cd"],
  ["MATCH_epcClass", (id) => id.lot, "a"],
  ["MATCH_inputEPCClass", (id) => id.lot, ""],
  ["MATCH_anyEPCClass", (id) => id.lot, "a"],
  ["EQ_bizTransaction_po", (id) => id.order, "a"],
  ["EQ_bizTransaction_desadv", (id) => id.order, "d"],
  ["EQ_source_owning_party", () => "urn:epc:id:pgln:9506000.00001", "d"],
  ["EQ_destination_possessing_party", () => "urn:epc:id:pgln:9506000.00002", "d"],
  ["EXISTS_errorDeclaration", () => "", ""],
  ["EXISTS_sensorElementList", () => "", "e"],
  ["EQ_type", () => "Temperature", "e"],
  ["EQ_deviceID", () => "urn:epc:id:giai:9506000.SENSOR1", "e"],
  ["EQ_value_CEL", () => "26.5", "e"],
  ["GT_value_CEL", () => "26.5", ""],
  ["LE_value_CEL", () => "26.5", "e"],
  ["EQ_example:temperatureClass", () => "chilled", "a"],
  ["EQ_example:temperatureClass", () => "frozen", ""],
  ["EXISTS_example:box", () => "", "a"],
  ["EQ_INNER_example:colour", () => "red", "a"],
  ["GE_ILMD_example:grade", () => "7", "a"],
  ["LT_ILMD_example:grade", () => "7", ""],
];

/** Invalid queries, each with its status and exception. */
const INVALID: readonly (readonly [fault: string, query: string, status: number, exception: string])[] = [
  ["an unknown parameter", "colour=red", 400, "QueryParameterException"],
  ["a malformed time", "GE_eventTime=yesterday", 400, "QueryParameterException"],
  ["an unknown action", "EQ_action=MOVE", 400, "QueryParameterException"],
  ["an unknown event type", "eventType=Object", 400, "QueryParameterException"],
  ["an unknown orderDirection", "orderBy=eventTime&orderDirection=UP", 400, "QueryParameterException"],
  ["eventCountLimit without orderBy", "eventCountLimit=2", 400, "QueryParameterException"],
  [
    "eventCountLimit beside maxEventCount",
    "orderBy=eventTime&eventCountLimit=2&maxEventCount=2",
    400,
    "QueryParameterException",
  ],
];

function findsBy([parameter, valueOf, found]: (typeof FOUND)[number]): Check {
  const result = found === "" ? "no event" : `the ${found.length === 1 ? "event" : "events"}`;
  return check(
    "8.2.7.1",
    `finds ${result} by ${parameter}${valueOf.length === 0 && valueOf({} as Identifiers) ? `=${valueOf({} as Identifiers)}` : ""}`,
    async (server) => {
      const samples = await server.samples();
      const value = encodeURIComponent(valueOf(identifiersOf(server.run)));
      const events = await server.events(`${server.window}&${encodeURIComponent(parameter)}=${value}`);
      const letters = lettersOf(samples, events);
      require(letters === found, `it found the samples "${letters}" instead of "${found}"`);
    },
  );
}

/** Returns the letters of the sample events among `events`, in alphabetical order. */
function lettersOf(samples: Readonly<Record<string, JsonObject>>, events: readonly JsonObject[]): string {
  const ids = new Set(events.map(({ eventID }) => eventID));
  return Object.keys(samples)
    .filter((letter) => ids.has(samples[letter]?.["eventID"] ?? ""))
    .join("");
}

const order = (server: Server, query: string) =>
  server
    .events(`${server.window}&${query}`)
    .then((events) => events.map(({ eventTime }) => Date.parse(String(eventTime))));

export const QUERIES = [
  ...FOUND.map(findsBy),
  check("8.2.7.1", "finds by EQ_eventID", async (server) => {
    const { c } = await server.samples();
    const events = await server.events(`EQ_eventID=${encodeURIComponent(String(c?.["eventID"]))}`);
    require(events.length === 1, `it found ${events.length} events instead of 1`);
  }),
  check("8.2.7.1", "finds by GE_recordTime and LT_recordTime", async (server) => {
    await server.samples();
    const soon = encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString());
    require((await server.events(`${server.window}&LT_recordTime=${soon}`)).length ===
      5, "LT_recordTime of tomorrow does not find all events");
    require((await server.events(`${server.window}&GE_recordTime=${soon}`)).length ===
      0, "GE_recordTime of tomorrow finds events");
  }),
  check("8.2.7.1", "orders by eventTime, with the newest event first by default", async (server) => {
    await server.samples();
    const descending = await order(server, "orderBy=eventTime");
    const ascending = await order(server, "orderBy=eventTime&orderDirection=ASC");
    require(descending.length === 5 &&
      descending.every(
        (time, index) => index === 0 || time <= (descending[index - 1] as number),
      ), "the default order is not descending");
    require(JSON.stringify(ascending) === JSON.stringify(descending.toReversed()), "ASC is not the reverse");
  }),
  check("8.2.7.1", "answers with the first events of an order with eventCountLimit", async (server) => {
    await server.samples();
    require((await order(server, "orderBy=eventTime&eventCountLimit=2")).length ===
      2, "the answer does not have two events");
  }),
  check("8.2.7.1", "refuses a query with more results than maxEventCount", async (server) => {
    await server.samples();
    const answer = await server.call("GET", `/events?${server.window}&maxEventCount=2`);
    requireProblem(answer, 413, "QueryTooLargeException");
  }),
  ...INVALID.map(([fault, query, status, exception]) =>
    check("8.2.7.1", `refuses ${fault}`, async (server) => {
      requireProblem(await server.call("GET", `/events?${query}`), status, exception);
    }),
  ),
  check("9.1", "answers with the same members and values that were captured", async (server) => {
    const { a } = await server.samples();
    const [event] = await server.events(`EQ_eventID=${encodeURIComponent(String(a?.["eventID"]))}`);
    for (const [member, value] of Object.entries(a ?? {})) {
      require(isSame(event?.[member], value), `${member} is ${JSON.stringify(event?.[member])?.slice(0, 100)}`);
    }
  }),
  check("7.4.1", "answers with the recordTime of an event", async (server) => {
    await server.samples();
    const [event] = await server.events(server.window);
    require(!Number.isNaN(Date.parse(String(event?.["recordTime"]))), "the event has no valid recordTime");
  }),
];

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  const other = b as Record<string, unknown>;
  return left.length === right.length && left.every(([member, value]) => isSame(value, other[member]));
}
