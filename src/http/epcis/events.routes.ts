import { Type } from "@sinclair/typebox";
import { parseQuery, QUERY_PARAMETERS } from "../../epcis/query/parse-query.ts";
import { queryEvents, readEvent } from "../../epcis/query/query-events.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { givenParameter, PAGE_HEADERS, pageHeaders, PAGING_PARAMETERS, readPaging, type GivenQuery } from "./paging.ts";
import { wantsEntries } from "./portolan-entries.ts";
import { QueryDocumentSchema } from "../../api/epcis/query-document.ts";
import { QUERY_PROBLEMS } from "./query-problems.ts";
import { readExtensionsHeader, readUrlParameters } from "./read-parameters.ts";

const tag = "EPCIS events";
const path = `${EPCIS_BASE}/events`;

/**
 * Parameters with fixed names. Names that contain a type, a unit or an extension field pass as additional properties.
 */
const PARAMETERS = Object.fromEntries(
  QUERY_PARAMETERS.map((name) => [
    name,
    givenParameter("Parameter of the standard's SimpleEventQuery; `|` separates values."),
  ]),
);

export const EVENT_QUERY = Type.Object(
  { ...PAGING_PARAMETERS, ...PARAMETERS },
  { additionalProperties: Type.Union([Type.String(), Type.Array(Type.String())]) },
);

const list = route({
  method: "get",
  path,
  operation: "queryEpcisEvents",
  tag,
  summary: "Find events",
  description:
    "Takes all parameters of the SimpleEventQuery (EPCIS 2.0, 8.2.7.1). The header `GS1-Extensions: prefix=namespace` defines the prefixes of extension fields.",
  access: "read",
  headers: ["GS1-Extensions", "Portolan-Entries"],
  query: EVENT_QUERY,
  replies: { 200: { description: "A page of events.", schema: QueryDocumentSchema, headers: PAGE_HEADERS } },
  problems: QUERY_PROBLEMS,
}).handledBy(async ({ caller, query, header }, { reading }) => {
  const given = query as GivenQuery;
  const extensions = header("gs1-extensions");
  const parameters = readUrlParameters(given);
  const checked = parseQuery(parameters, readExtensionsHeader(extensions));
  const scope = JSON.stringify([path, [...parameters].sort(), extensions]);
  const options = { withEntries: wantsEntries(header) };
  const { document, next } = await queryEvents(reading, caller, checked, scope, readPaging(given), options);
  return { status: 200, body: document, headers: pageHeaders(path, given, next, reading.now()) };
});

const EventIdSchema = Type.String({
  minLength: 1,
  maxLength: 2_048,
  pattern: "^[^\\u0000-\\u001f]+$",
  description: "The eventID, percent-encoded.",
});

const one = route({
  method: "get",
  path: `${path}/{eventID}`,
  operation: "readEpcisEvent",
  tag,
  summary: "Read an event with its error declarations",
  access: "read",
  headers: ["Portolan-Entries"],
  params: inline({ eventID: EventIdSchema }),
  replies: { 200: { description: "The event.", schema: QueryDocumentSchema } },
  problems: ["EpcisVersionUnsupported", "EpcisEventUnknown"],
}).handledBy(async ({ caller, params: { eventID }, header }, { reading }) => {
  const options = { withEntries: wantsEntries(header) };
  return { status: 200, body: await readEvent(reading, caller, eventID, options) };
});

export const EPCIS_EVENT_ROUTES: readonly Route[] = [list, one];
