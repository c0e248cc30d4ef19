/** An operation of the REST binding (EPCIS 2.0, 12.6). */
export interface Operation {
  readonly method: "OPTIONS" | "GET" | "POST" | "DELETE";
  /** Template of the path, such as `/epcs/{epc}`. */
  readonly path: string;
  /** Header fields that the binding names for the answer, except `GS1-Extensions`, which a server may not need. */
  readonly headers: readonly string[];
}

/** The resources that group events by a value, each with the parameter of its path. */
export const RESOURCES = {
  eventTypes: "eventType",
  epcs: "epc",
  bizSteps: "bizStep",
  bizLocations: "bizLocation",
  readPoints: "readPoint",
  dispositions: "disposition",
} as const;

export type ResourceName = keyof typeof RESOURCES;

export const RESOURCE_NAMES: readonly ResourceName[] = [
  "eventTypes",
  "epcs",
  "bizSteps",
  "bizLocations",
  "readPoints",
  "dispositions",
];

const FORMATS = ["GS1-EPC-Format", "GS1-CBV-XML-Format"];
const SUPPORTED = ["GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max", ...FORMATS, "GS1-Vendor-Version"];
const VERSION = ["GS1-EPCIS-Version"];
const VERSIONS = ["GS1-EPCIS-Version", "GS1-CBV-Version"];
const DOCUMENT = [...VERSIONS, ...FORMATS];

/** The methods of each path, with the header fields of their answers. */
const PATHS: Readonly<Record<string, Partial<Record<"GET" | "POST" | "DELETE", readonly string[]>>>> = {
  "/": { GET: [] },
  "/capture": { GET: VERSION, POST: [...DOCUMENT, "Location"] },
  "/capture/{captureID}": { GET: VERSION },
  "/events": { GET: DOCUMENT, POST: [...DOCUMENT, "Location"] },
  "/events/{eventID}": { GET: DOCUMENT },
  ...Object.fromEntries(
    Object.entries(RESOURCES).flatMap(([resource, value]) => [
      [`/${resource}`, { GET: VERSIONS }],
      [`/${resource}/{${value}}`, { GET: VERSIONS }],
      [`/${resource}/{${value}}/events`, { GET: DOCUMENT }],
    ]),
  ),
  "/queries": { GET: VERSION, POST: ["Location"] },
  "/queries/{queryName}": { GET: VERSION, DELETE: [] },
  "/queries/{queryName}/events": { GET: DOCUMENT },
  "/queries/{queryName}/subscriptions": { GET: VERSION, POST: ["Location"] },
  "/queries/{queryName}/subscriptions/{subscriptionID}": { GET: VERSION, DELETE: [] },
};

/** All 63 operations of the binding. Each path has `OPTIONS`, except that of a page token. */
export const OPERATIONS: readonly Operation[] = [
  ...Object.entries(PATHS).flatMap(([path, methods]): Operation[] => [
    { method: "OPTIONS", path, headers: ["Allow", ...SUPPORTED] },
    ...(["GET", "POST", "DELETE"] as const).flatMap((method) => {
      const headers = methods[method];
      return headers === undefined ? [] : [{ method, path, headers }];
    }),
  ]),
  { method: "DELETE", path: "/nextPageToken/{token}", headers: [] },
];

/** The methods of a path. */
export const methodsOf = (path: string) =>
  OPERATIONS.filter((operation) => operation.path === path).map(({ method }) => method);
