import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { check, expectOpen, require, type Check } from "../check.ts";
import { createQuery } from "../named-queries.ts";
import { identifiersOf, TYPED_LETTERS } from "../sample-events.ts";
import { requireProblem, type Samples, type Server } from "../server.ts";
import { differences } from "../differences.ts";
import { PARAMETERS, type ParameterCase } from "../parameters.ts";

/** Invalid queries, each with its status and exception. */
const INVALID: readonly (readonly [fault: string, query: string])[] = [
  ["an unknown parameter", "colour=red"],
  ["a malformed time", "GE_eventTime=yesterday"],
  ["a malformed number", "GE_value_CEL=warm"],
  ["an unknown action", "EQ_action=MOVE"],
  ["an unknown event type", "eventType=Object"],
  ["an unknown orderBy", "orderBy=colour"],
  ["an unknown orderDirection", "orderBy=eventTime&orderDirection=UP"],
  ["an eventCountLimit that is not a number", "orderBy=eventTime&eventCountLimit=few"],
  ["eventCountLimit without orderBy", "eventCountLimit=2"],
  ["eventCountLimit beside maxEventCount", "orderBy=eventTime&eventCountLimit=2&maxEventCount=2"],
];

/** The name of the check of a query parameter. */
export const parameterCheckName = (parameter: string) => `finds the right events by ${parameter}`;

function findsBy({ parameter, finds, found, misses, missing = parameter }: ParameterCase): Check {
  return check("8.2.7.1", parameterCheckName(parameter), async (server) => {
    const samples = await server.samples();
    const given = { id: identifiersOf(server.run), hour: server.hour };
    await requireFound(server, samples, parameter, finds(given), found);
    if (misses !== undefined) await requireFound(server, samples, missing, misses(given), "");
  });
}

async function requireFound(
  server: Server,
  samples: Samples,
  parameter: string,
  value: string,
  found: string,
): Promise<void> {
  const query = new URLSearchParams(server.window);
  query.set(parameter, value);
  const letters = lettersOf(samples, await server.events(query.toString()));
  require(letters === found, `${parameter}=${value} found the samples "${letters}" instead of "${found}"`);
}

/** Returns the letters of the sample events among `events`, in alphabetical order. */
export function lettersOf({ events: samples }: Samples, events: readonly JsonObject[]): string {
  const keyOf = (event: JsonObject) => `${String(event["eventID"])} ${event["errorDeclaration"] !== undefined}`;
  const found = new Set(events.map(keyOf));
  return Object.entries(samples)
    .filter(([, sample]) => found.has(keyOf(sample)))
    .map(([letter]) => letter)
    .sort()
    .join("");
}

const timesOf = async (server: Server, query: string) =>
  (await server.events(`${server.window}&${query}`)).map(({ eventTime }) => Date.parse(String(eventTime)));

/** The name of the check that reads the event `letter` back. */
export const readBackCheckName = (letter: string) => `answers with every member of the event ${letter} as captured`;

export const QUERIES = [
  ...PARAMETERS.map(findsBy),
  check("8.2.7.1", "finds what was captured as URN by its Digital Link", async (server) => {
    const samples = await server.samples();
    const query = `${server.window}&MATCH_epc=${encodeURIComponent(identifiersOf(server.run).oneAsLink)}`;
    const letters = lettersOf(samples, await server.events(query));
    expectOpen(letters === "ab", `it found the samples "${letters}" instead of "ab"`);
  }),
  check("8.2.7.1", "does not restrict the events by EXISTS_errorDeclaration=false", async (server) => {
    const samples = await server.samples();
    const letters = lettersOf(samples, await server.events(`${server.window}&EXISTS_errorDeclaration=false`));
    require(letters === "abcdefg", `it found the samples "${letters}" instead of "abcdefg"`);
  }),
  check("8.2.7.1", "finds EPCs by a pattern", async (server) => {
    const samples = await server.samples();
    for (const [pattern, found] of [
      ["urn:epc:idpat:sgtin:9506000.134352.*", "abdfg"],
      ["urn:epc:idpat:sgtin:9506001.*.*", ""],
    ] as const) {
      const letters = lettersOf(samples, await server.events(`${server.window}&MATCH_epc=${pattern}`));
      require(letters === found, `${pattern} found the samples "${letters}" instead of "${found}"`);
    }
  }),
  check("8.2.7.1", "combines parameters, and values of a parameter", async (server) => {
    const samples = await server.samples();
    const either = lettersOf(samples, await server.events(`${server.window}&EQ_bizStep=packing|shipping`));
    require(either === "bd", `two values of EQ_bizStep found the samples "${either}" instead of "bd"`);
    const both = lettersOf(samples, await server.events(`${server.window}&EQ_bizStep=packing|shipping&EQ_action=ADD`));
    require(both === "b", `EQ_bizStep and EQ_action found the samples "${both}" instead of "b"`);
  }),
  check("8.2.7.1", "orders by eventTime, with the newest event first by default", async (server) => {
    await server.samples();
    const descending = await timesOf(server, "orderBy=eventTime");
    require(descending.length === 7, `${descending.length} events instead of 7`);
    require(isDescending(descending), "the default order is not descending");
    const stated = await timesOf(server, "orderBy=eventTime&orderDirection=DESC");
    require(isDescending(stated), "the order with orderDirection=DESC is not descending");
    const ascending = await timesOf(server, "orderBy=eventTime&orderDirection=ASC");
    require(isDescending(ascending.toReversed()), "the order with orderDirection=ASC is not ascending");
  }),
  check("8.2.7.1", "orders by recordTime", async (server) => {
    await server.samples();
    for (const [direction, isRight] of [
      ["DESC", isDescending],
      ["ASC", (times: readonly number[]) => isDescending(times.toReversed())],
    ] as const) {
      const events = await server.events(`${server.window}&orderBy=recordTime&orderDirection=${direction}`);
      const times = events.map(({ recordTime }) => Date.parse(String(recordTime)));
      require(times.length === 7, `${times.length} events instead of 7`);
      require(isRight(times), `the order with orderDirection=${direction} is another`);
    }
  }),
  check("8.2.7.1", "answers with the first events of an order with eventCountLimit", async (server) => {
    await server.samples();
    for (const direction of ["DESC", "ASC"]) {
      const all = await timesOf(server, `orderBy=eventTime&orderDirection=${direction}`);
      const times = await timesOf(server, `orderBy=eventTime&orderDirection=${direction}&eventCountLimit=2`);
      require(times.length === 2, `${times.length} events instead of 2`);
      const first = all.slice(0, 2);
      const which = direction === "DESC" ? "newest" : "oldest";
      require(JSON.stringify(times) ===
        JSON.stringify(first), `eventCountLimit=2 does not give the two ${which} events`);
    }
  }),
  check("8.2.7.1", "refuses more results than maxEventCount", async (server) => {
    await server.samples();
    const answer = await server.call("GET", `/events?${server.window}&maxEventCount=2`);
    requireProblem(answer, 413, "QueryTooLargeException");
    const found = await server.events(`${server.window}&maxEventCount=7`);
    require(found.length === 7, `maxEventCount=7 found ${found.length} events instead of 7`);
  }),
  ...INVALID.flatMap(([fault, query]) => [
    check("8.2.7.1", `refuses a query with ${fault}`, async (server) => {
      requireProblem(await server.call("GET", `/events?${query}`), 400, "QueryParameterException");
    }),
  ]),
  ...[...TYPED_LETTERS, "f", "g"].map((letter) =>
    check("9.1", readBackCheckName(letter), async (server) => {
      const { events } = await server.samples();
      const sample = events[letter];
      require(sample !== undefined, "the sample is missing");
      const isDeclaration = sample["errorDeclaration"] !== undefined;
      const id = encodeURIComponent(String(sample["eventID"]));
      for (const path of [`/events/${id}?`, `/events?EQ_eventID=${id}`]) {
        const found = (await server.events(path.split("?")[1] ?? "", path.split("?")[0])).find(
          (event) => (event["errorDeclaration"] !== undefined) === isDeclaration,
        );
        require(found !== undefined, "the answer lacks the event");
        const wrong = differences(sample, found);
        require(wrong.length === 0, `other than captured: ${wrong.slice(0, 5).join(", ")}`);
      }
    }),
  ),
  check("7.4.1", "answers with the recordTime of an event", async (server) => {
    await server.samples();
    for (const { recordTime } of await server.events(server.window)) {
      const time = Date.parse(String(recordTime));
      require(!Number.isNaN(time), "an event has no valid recordTime");
      require(Math.abs(Date.now() - time) <
        86_400_000, `the recordTime ${String(recordTime)} is not the time of the capture`);
    }
  }),
  check("12.3", "answers with an EPCISQueryDocument that has all its members", async (server) => {
    await server.samples();
    const { body } = await server.get(`/events?${server.window}`);
    require(body.schemaVersion === "2.0" || body.schemaVersion === 2, `schemaVersion is ${body.schemaVersion}`);
    require(!Number.isNaN(Date.parse(body.creationDate)), "the document has no valid creationDate");
    require(body["@context"] !== undefined, "the document has no @context");
    const context = JSON.stringify(body["@context"]);
    require(context.includes("epcis-context.jsonld"), "@context lacks the context of EPCIS");
    require(context.includes("https://ns.example.com/epcis/"), "@context does not define the prefix of the extensions");
  }),
  check("8.2.7.1", "takes the parameters of a named query as JSON", async (server) => {
    const samples = await server.samples();
    const { id, hour } = { id: identifiersOf(server.run), hour: server.hour };
    const { path } = await createQuery(server, {
      eventType: ["ObjectEvent", "AggregationEvent", "TransformationEvent"],
      GE_eventTime: new Date(hour).toISOString(),
      LT_eventTime: new Date(hour + 3_600_000).toISOString(),
      EQ_value_CEL: [21.5, 23.5, 24.5],
      MATCH_anyEPC: [id.pallet, id.three],
    });
    const letters = lettersOf(samples, await server.events("perPage=100", `${path}/events`));
    require(letters === "c", `it found the samples "${letters}" instead of "c"`);
  }),
];

function isDescending(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? NaN));
}
