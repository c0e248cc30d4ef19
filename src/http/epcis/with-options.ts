import type { TObject } from "@sinclair/typebox";
import packageJson from "../../../package.json" with { type: "json" };
import { route, type Route } from "../serve/route.ts";
import { VERSION } from "./dialect.ts";

const SUPPORTED: Readonly<Record<string, string>> = {
  "GS1-EPCIS-Min": VERSION,
  "GS1-EPCIS-Max": VERSION,
  "GS1-CBV-Min": VERSION,
  "GS1-CBV-Max": VERSION,
  "GS1-Vendor-Version": packageJson.version,
};

/**
 * Adds for each path of the routes an `OPTIONS` route, which states the supported methods and versions (EPCIS 2.0,
 * 12.4).
 *
 * @param more additional header fields by path.
 */
export function withOptions(
  routes: readonly Route[],
  more: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Route[] {
  const paths = Map.groupBy(routes, ({ path }) => path);
  return [...paths].flatMap(([path, onPath]) => [
    ...onPath,
    optionsRoute(
      path,
      onPath.map(({ method }) => method),
      onPath[0]?.params,
      more[path] ?? {},
    ),
  ]);
}

function optionsRoute(
  path: string,
  methods: readonly string[],
  params: TObject | undefined,
  more: Readonly<Record<string, string>>,
): Route {
  const Allow = ["OPTIONS", ...methods.map((method) => method.toUpperCase())].join(", ");
  const headers = { Allow, ...SUPPORTED, ...more };
  return route({
    method: "options",
    path,
    operation: `options${inCamelCase(path)}`,
    tag: "EPCIS discovery",
    summary: "List the supported methods and versions",
    access: "public",
    ...(params && { params }),
    replies: {
      204: {
        description: "The header fields list the methods and the versions of the standards.",
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `\`${value}\``])),
      },
    },
    problems: ["EpcisVersionUnsupported"],
  }).handledBy(() => ({ status: 204, empty: true, headers }));
}

function inCamelCase(path: string): string {
  return path.replace(/[^a-zA-Z]+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? "");
}
