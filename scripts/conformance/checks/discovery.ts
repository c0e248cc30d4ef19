import { check, require } from "../check.ts";
import { requireProblem, requireStatus } from "../server.ts";

const DISCOVERED = ["GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max"];

const options = (path: string) =>
  check("12.4", `answers OPTIONS ${path} with its methods and versions`, async (server) => {
    const answer = await server.call("OPTIONS", path);
    requireStatus(answer, 204, 200);
    for (const header of ["Allow", ...DISCOVERED]) {
      require(answer.headers.has(header), `the answer has no header ${header}`);
    }
  });

export const DISCOVERY = [
  ...["/capture", "/events", "/eventTypes", "/epcs", "/queries"].map(options),
  check("12.4", "answers OPTIONS /capture with the limit of a capture", async (server) => {
    const { headers } = await server.call("OPTIONS", "/capture");
    const limit = headers.get("GS1-EPCIS-Capture-Limit") ?? headers.get("GS1-EPCIS-Capture-File-Size-Limit");
    require(limit !== null &&
      /^(\d+|\*)$/.test(limit), "the answer has neither GS1-EPCIS-Capture-Limit nor GS1-EPCIS-Capture-File-Size-Limit");
  }),
  check("12.4", "answers with the version of EPCIS", async (server) => {
    const { headers } = await server.get("/eventTypes");
    require(headers.get("GS1-EPCIS-Version")?.startsWith("2.0") === true, "the answer has no GS1-EPCIS-Version 2.0");
  }),
  check("12.4", "refuses an unsupported version of EPCIS", async (server) => {
    const answer = await server.call("GET", "/events?perPage=1", undefined, { "GS1-EPCIS-Min": "9.0" });
    requireStatus(answer, 406);
  }),
  check("12.6", "refuses an unsupported media type", async (server) => {
    const answer = await server.call("GET", "/events?perPage=1", undefined, { accept: "image/png" });
    requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
  }),
  check("12.6", "answers with JSON-LD to a client that accepts only JSON-LD", async (server) => {
    const { headers } = await server.get("/events?perPage=1", { accept: "application/ld+json" });
    require(headers.get("content-type")?.startsWith("application/ld+json") === true, "the answer has another type");
  }),
];
