import { check, require } from "../check.ts";
import { requireProblem, requireStatus } from "../server.ts";

const DISCOVERED = ["GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max"];

const options = (path: string) =>
  check("12.4", `tells by OPTIONS ${path} which methods and versions it has`, async (server) => {
    const answer = await server.call("OPTIONS", path);
    requireStatus(answer, 204, 200);
    for (const header of ["Allow", ...DISCOVERED]) {
      require(answer.headers.has(header), `the answer has no header ${header}`);
    }
  });

export const DISCOVERY = [
  ...["/capture", "/events", "/eventTypes", "/epcs", "/queries"].map(options),
  check("12.4", "tells by OPTIONS /capture how much one capture can hold", async (server) => {
    const { headers } = await server.call("OPTIONS", "/capture");
    const limit = headers.get("GS1-EPCIS-Capture-Limit") ?? headers.get("GS1-EPCIS-Capture-File-Size-Limit");
    require(limit !== null && /^(\d+|\*)$/.test(limit), "neither limit is told");
  }),
  check("12.4", "names the version of EPCIS in an answer", async (server) => {
    const { headers } = await server.get("/eventTypes");
    require(headers.get("GS1-EPCIS-Version")?.startsWith("2.0") === true, "there is no GS1-EPCIS-Version 2.0");
  }),
  check("12.4", "refuses a version of EPCIS that it does not have", async (server) => {
    const answer = await server.call("GET", "/events?perPage=1", undefined, { "GS1-EPCIS-Min": "9.0" });
    requireStatus(answer, 406);
  }),
  check("12.6", "refuses a media type that it does not have", async (server) => {
    const answer = await server.call("GET", "/events?perPage=1", undefined, { accept: "image/png" });
    requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
  }),
  check("12.6", "gives JSON-LD to a client that accepts nothing else", async (server) => {
    const { headers } = await server.get("/events?perPage=1", { accept: "application/ld+json" });
    require(headers.get("content-type")?.startsWith("application/ld+json") === true, "it is of another type");
  }),
];
