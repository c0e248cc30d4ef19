import { expect } from "chai";
import { OPERATIONS } from "../../scripts/conformance/operations.ts";
import { operationCheckName } from "../../scripts/conformance/checks/operations.ts";
import { parameterCheckName, readBackCheckName } from "../../scripts/conformance/checks/queries.ts";
import { PARAMETERS } from "../../scripts/conformance/parameters.ts";
import { CHECKS, runChecks } from "../../scripts/conformance/run-checks.ts";
import { Server, type Answer } from "../../scripts/conformance/server.ts";
import type { JsonValue } from "../../src/domain/encoding/json.ts";
import { startSpoilingProxy, type SpoilingProxy, type Spoil } from "../support/spoiling-proxy.ts";
import { missing, spoilAnswer, spoilEvents, spoilQuery, spoilRequest, withoutHeaders } from "../support/spoils.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { SPOILED_SERVERS } from "./spoiled-servers.ts";

/** The checks of the operations other than OPTIONS and GET. */
const WRITING: Readonly<Record<string, string>> = {
  "POST /capture": "answers POST /capture with its header fields",
  "POST /events": "captures a single event at POST /events",
  "POST /queries": "stores a named query, lists it, and answers with its events",
  "DELETE /queries/{queryName}": "deletes a query and its subscriptions",
  "POST /queries/{queryName}/subscriptions": "lists, reads and deletes a subscription",
  "DELETE /queries/{queryName}/subscriptions/{subscriptionID}": "lists, reads and deletes a subscription",
  "DELETE /nextPageToken/{token}": "releases a page token with DELETE /nextPageToken/{token}",
};

describe("A spoiled EPCIS server", () => {
  let stack: Stack;
  let proxy: SpoilingProxy;
  let server: Server;
  const options = (waitMs: number) => ({
    url: proxy.url,
    headers: { authorization: `Bearer ${stack.participants["trader"]?.token}` },
    waitMs,
    callbackHost: "127.0.0.1",
  });

  before(async () => {
    stack = await startStack();
    proxy = await startSpoilingProxy(`${stack.gateway.url}/epcis`);
    server = new Server(options(20_000));
    await server.samples();
  });

  after(async () => {
    await proxy.close();
    await stack.stop();
  });

  afterEach(() => (proxy.spoil = {}));

  /** Runs one check against the spoiled server. @returns the reason of its failure; undefined unless it fails. */
  async function failureOf(check: string, spoil: Spoil, checked = server): Promise<string | undefined> {
    const checks = CHECKS.filter(({ name }) => name === check);
    if (checks.length !== 1) throw new Error(`There are ${checks.length} checks with the name "${check}".`);
    proxy.spoil = spoil;
    const { results } = await runChecks(checked, () => undefined, checks);
    return results.find(({ outcome }) => outcome === "fail")?.reason;
  }

  /** Runs a check against each spoiled server. @returns the spoiled servers that no check noticed by name. */
  async function unnoticed(spoiled: readonly (readonly [what: string, check: string, spoil: Spoil])[]) {
    const survivors: string[] = [];
    for (const [what, check, spoil] of spoiled) {
      const reason = await failureOf(check, spoil);
      if (reason === undefined) survivors.push(what);
    }
    return survivors;
  }

  for (const { wrong, check, told, spoil, waits = false } of SPOILED_SERVERS) {
    it(`a server whose fault is "${wrong}" fails "${check}"`, async () => {
      const checked = waits ? new Server(options(2_000)) : server;
      expect(await failureOf(check, spoil, checked)).to.contain(told);
    });
  }

  const checkOf = (operation: (typeof OPERATIONS)[number]) =>
    WRITING[`${operation.method} ${operation.path}`] ?? operationCheckName(operation);

  it("the binding has 63 operations, and a server that lacks one of them fails its check", async () => {
    expect(OPERATIONS).to.have.length(63);
    const spoiled = OPERATIONS.map((operation) => {
      const name = `${operation.method} ${operation.path}`;
      return [name, checkOf(operation), missing(name)] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that omits the header fields of one operation fails the check of the operation, which names them", async () => {
    const silent: string[] = [];
    for (const operation of OPERATIONS) {
      const name = `${operation.method} ${operation.path}`;
      const isRead = operation.method === "OPTIONS" || operation.method === "GET";
      // The check of a read names all missing fields, that of a write the first.
      for (const headers of isRead ? [operation.headers] : operation.headers.map((header) => [header])) {
        const reason = await failureOf(checkOf(operation), withoutHeaders(name, headers));
        const unnamed = headers.filter((header) => reason?.includes(header) !== true);
        if (unnamed.length > 0) silent.push(`${unnamed.join(", ")} of ${name}: ${reason}`);
      }
    }
    expect(silent).to.deep.equal([]);
  });

  it("a server that ignores GS1-EPCIS-Version at one GET fails the check of the operation", async () => {
    const spoiled = OPERATIONS.filter(({ method }) => method === "GET").map((operation) => {
      const name = `${operation.method} ${operation.path}`;
      const spoil = spoilRequest(name, ({ headers }) => Reflect.deleteProperty(headers, "gs1-epcis-version"));
      return [name, checkOf(operation), spoil] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server whose answers to one GET are empty fails the check of the operation", async () => {
    const spoiled = OPERATIONS.filter(({ method }) => method === "GET").map((operation) => {
      const name = `${operation.method} ${operation.path}`;
      return [name, checkOf(operation), spoilAnswer(name, (answer) => (answer.body = []))] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that omits a method from Allow fails the check of the operation", async () => {
    const spoiled = OPERATIONS.filter(({ method }) => method === "OPTIONS").map((operation) => {
      const name = `${operation.method} ${operation.path}`;
      return [name, checkOf(operation), spoilAnswer(name, ({ headers }) => (headers["allow"] = "OPTIONS"))] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that ignores one query parameter, or finds nothing by it, fails the check of the parameter", async () => {
    const spoiled = PARAMETERS.flatMap(({ parameter }) => {
      const check = parameterCheckName(parameter);
      const hides = (query: URLSearchParams) => query.has(parameter);
      return [
        [`ignores ${parameter}`, check, spoilQuery((query) => query.delete(parameter))],
        [`finds nothing by ${parameter}`, check, spoilEvents((events, { query }) => (hides(query) ? [] : events))],
      ] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that omits one value of an event fails the check that reads the event back", async () => {
    const { events } = await server.samples();
    const spoiled = Object.entries(events).flatMap(([letter, sample]) =>
      pathsIn(sample)
        .filter(([member]) => member !== "eventID")
        .map((path) => {
          const omitted = spoilEvents((found) => {
            for (const event of found) omit(event, path);
            return found;
          });
          return [`${letter}/${path.join("/")}`, readBackCheckName(letter), omitted] as const;
        }),
    );
    expect(spoiled.length).to.be.greaterThan(400);
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that changes a text, number, truth value or time of an event fails the check that reads it", async () => {
    const changes: Readonly<Record<string, unknown>> = {
      disposition: "inactive",
      "example:weight": 1.0000001,
      eventTime: "2001-01-01T00:00:00Z",
      epcList: ["urn:epc:id:sgtin:9506000.134352.1"],
      ilmd: { "example:grade": "1" },
      persistentDisposition: { set: ["completeness_inferred"], unset: [] },
    };
    const spoiled = Object.entries(changes).map(([member, value]) => {
      const changed = spoilEvents((found) => found.map((event) => ({ ...event, [member]: value })));
      return [member, readBackCheckName("a"), changed] as const;
    });
    expect(await unnoticed(spoiled)).to.deep.equal([]);
  });

  it("a server that records invalid events fails each check of an invalid event", async () => {
    const spoil = spoilAnswer("GET /capture/{captureID}", ({ body }) =>
      Object.assign(body, { success: true, errors: [] }),
    );
    const refusals = CHECKS.filter(({ section, name }) => section === "7.4" && name.startsWith("refuses an event"));
    expect(refusals.length).to.be.greaterThan(20);
    expect(await unnoticed(refusals.map(({ name }) => [name, name, spoil]))).to.deep.equal([]);
  });

  it("a server that answers invalid queries fails each check of an invalid query", async () => {
    const spoil = spoilAnswer("GET /events", (answer) => {
      if (answer.status === 400) answer.status = 200;
    });
    const refusals = CHECKS.filter(({ name }) => name.startsWith("refuses a query with"));
    expect(refusals.length).to.be.greaterThan(8);
    expect(await unnoticed(refusals.map(({ name }) => [name, name, spoil]))).to.deep.equal([]);
  });

  it("a server that accepts invalid subscriptions fails each check of an invalid subscription", async () => {
    const spoil = spoilAnswer("POST /queries/{queryName}/subscriptions", (answer) => {
      if (answer.status === 400) answer.status = 201;
    });
    const refusals = CHECKS.filter(({ name }) => name.startsWith("refuses a subscription with"));
    expect(refusals.length).to.be.greaterThan(5);
    expect(await unnoticed(refusals.map(({ name }) => [name, name, spoil]))).to.deep.equal([]);
  });
});

/** Returns the paths of all values in a JSON object: members, elements, and what they contain. */
function pathsIn(value: JsonValue, path: readonly string[] = []): (readonly string[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== "object" || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]))];
}

/** Deletes the value at a path of an event. */
function omit(event: Answer["body"], [name = "", ...rest]: readonly string[]): void {
  if (event?.[name] === undefined) return;
  if (rest.length > 0) omit(event[name], rest);
  else if (Array.isArray(event)) event.splice(Number(name), 1);
  else Reflect.deleteProperty(event, name);
}
