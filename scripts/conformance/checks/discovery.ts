import { check, expectOpen, require } from "../check.ts";
import { requireProblem, requireStatus } from "../server.ts";

/** Request header fields that exclude version 2.0. */
const EXCLUDING: readonly (readonly [header: string, version: string])[] = [
  ["GS1-EPCIS-Version", "9.0"],
  ["GS1-EPCIS-Min", "9.0"],
  ["GS1-EPCIS-Max", "1.2"],
  ["GS1-CBV-Version", "9.0"],
  ["GS1-CBV-Min", "9.0"],
  ["GS1-CBV-Max", "1.2"],
];

/** Request header fields that include version 2.0. */
const INCLUDING: readonly (readonly [header: string, value: string])[] = [
  ["GS1-EPCIS-Version", "2.0"],
  ["GS1-EPCIS-Min", "1.0"],
  ["GS1-EPCIS-Max", "2.0"],
  ["GS1-CBV-Version", "2.0"],
  ["GS1-CBV-Min", "1.0"],
  ["GS1-CBV-Max", "2.0"],
  ["GS1-EPC-Format", "No_Preference"],
];

export const DISCOVERY = [
  check("12.4", "answers OPTIONS /capture with the limit of a capture", async (server) => {
    const { headers } = await server.call("OPTIONS", "/capture");
    const limits = ["GS1-EPCIS-Capture-Limit", "GS1-EPCIS-Capture-File-Size-Limit"].map((name) => headers.get(name));
    require(limits.some(
      (limit) => limit !== null,
    ), "the answer has neither GS1-EPCIS-Capture-Limit nor GS1-EPCIS-Capture-File-Size-Limit");
    for (const limit of limits) require(limit === null || /^(\d+|\*)$/.test(limit), `${limit} is not a limit`);
  }),
  check("12.4", "answers OPTIONS /capture with its error behaviours", async (server) => {
    const { headers } = await server.call("OPTIONS", "/capture");
    const behaviour = headers.get("GS1-Capture-Error-Behaviour");
    require(behaviour !== null &&
      /^(?:rollback|proceed|all)$/.test(behaviour), `GS1-Capture-Error-Behaviour is ${behaviour}`);
  }),
  ...EXCLUDING.map(([header, version]) =>
    check("12.4", `refuses ${header} ${version}`, async (server) => {
      const answer = await server.call("GET", "/events?perPage=1", undefined, { [header]: version });
      requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
    }),
  ),
  check("12.4", "accepts the header fields that include version 2.0", async (server) => {
    for (const [header, value] of INCLUDING) {
      const { status } = await server.call("GET", "/events?perPage=1", undefined, { [header]: value });
      require(status === 200, `status ${status} with ${header} ${value}`);
    }
  }),
  check("12.4", "translates EPCs to URNs on request", async (server) => {
    const format = "Always_EPC_URN";
    const answer = await server.call("GET", "/events?perPage=1", undefined, { "GS1-EPC-Format": format });
    if (answer.status === 406) requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
    expectOpen(answer.status === 200, "the server does not translate EPCs");
    require(answer.headers.get("GS1-EPC-Format") === format, `the answer does not have GS1-EPC-Format ${format}`);
  }),
  check("12.6", "refuses an unsupported media type", async (server) => {
    const answer = await server.call("GET", "/events?perPage=1", undefined, { accept: "image/png" });
    requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
  }),
  check("12.6", "answers with JSON-LD to a client that accepts only JSON-LD", async (server) => {
    const { headers } = await server.get("/events?perPage=1", { accept: "application/ld+json" });
    require(headers.get("content-type")?.startsWith("application/ld+json") === true, "the answer has another type");
  }),
  check("12.6", "refuses a request with wrong credentials", async (server) => {
    const names = Object.keys(server.options.headers);
    expectOpen(names.length > 0, "this run has no credentials");
    const wrong = Object.fromEntries(names.map((name) => [name, "wrong"]));
    const answer = await server.call("GET", "/events?perPage=1", undefined, wrong);
    requireStatus(answer, 401, 403);
    requireProblem(answer, answer.status, "SecurityException");
  }),
  check("12.6", "answers with JSON to a client that accepts any type", async (server) => {
    const { headers } = await server.get("/events?perPage=1", { accept: "*/*" });
    require(/^application\/(?:ld\+)?json/.test(headers.get("content-type") ?? ""), "the answer has another type");
  }),
];
