import { Type } from "@sinclair/typebox";
import packageJson from "../../../package.json" with { type: "json" };
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readConsoleFile } from "../pages/console-files.ts";
import { route } from "../serve/route.ts";
import { LandingSchema } from "../../api/operations.ts";
import { inline } from "../../api/shape.ts";
import { PAGE_HEADERS } from "../serve/static-headers.ts";

const tag = "Console";
const HTML = "text/html";
const JSON_TYPE = "application/json";

const LINKS = {
  documentation: "/docs",
  openapi: "/openapi.json",
  problems: "/problems",
  alive: "/healthz",
  ready: "/readyz",
  metrics: "/metrics",
};

const landing = route({
  method: "get",
  path: "/",
  operation: "landing",
  tag,
  summary: "Open the console, or read the server's name, version and links",
  description: "`text/html` gives the console; `application/json` gives the name, the version and the links.",
  access: "public",
  replies: { 200: { description: "Name, version and links.", schema: LandingSchema } },
  alternatives: [HTML],
  problems: [],
}).handledBy(async ({ header, prefers }) => {
  if (prefers("application/json", HTML) === HTML) {
    const page = await readConsoleFile("index.html", header("accept-encoding"));
    if (page !== undefined) {
      return { status: 200, text: page.bytes, headers: { ...PAGE_HEADERS, ...page.headers } };
    }
  }
  return { status: 200, body: { name: "Portolan", version: packageJson.version, links: LINKS } };
});

const asset = route({
  method: "get",
  path: "/assets/{file}",
  operation: "consoleFile",
  tag,
  summary: "Read a file of the console",
  description: "The name contains a digest of the content, so that clients may cache the file without limit.",
  access: "public",
  params: inline({ file: Type.String({ pattern: "^[\\w.-]{1,100}$" }) }),
  replies: { 200: { description: "The file.", media: "text/javascript" } },
  alternatives: ["text/css", "image/svg+xml", JSON_TYPE],
  problems: ["RouteUnknown"],
}).handledBy(async ({ params: { file }, header }) => {
  const found = await readConsoleFile(`assets/${file}`, header("accept-encoding"));
  if (found === undefined) throw new PortolanError("RouteUnknown", { path: `/assets/${file}` });
  const headers = { ...PAGE_HEADERS, ...found.headers, "Cache-Control": "public, max-age=31536000, immutable" };
  return { status: 200, text: found.bytes, headers };
});

export const CONSOLE_ROUTES = [landing, asset];
