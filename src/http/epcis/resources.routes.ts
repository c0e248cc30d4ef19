import { Type } from "@sinclair/typebox";
import { keysOf } from "../../domain/keys-of.ts";
import { parseQuery } from "../../epcis/query/parse-query.ts";
import { queryEvents } from "../../epcis/query/query-events.ts";
import { listResource, requireResource, RESOURCES, type ResourceName } from "../../epcis/query/resources.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { CollectionSchema, collectionOf } from "./collection.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { EVENT_QUERY } from "./events.routes.ts";
import { PAGE_HEADERS, pageHeaders, PAGING_PARAMETERS, readPaging, type GivenQuery } from "./paging.ts";
import { wantsEntries } from "./portolan-entries.ts";
import { QueryDocumentSchema } from "../../api/epcis/query-document.ts";
import { QUERY_PROBLEMS } from "./query-problems.ts";
import { readExtensionsHeader, readUrlParameters } from "./read-parameters.ts";

const tag = "EPCIS resources";

/** For each top-level resource: the list of its values, one value, and the events of that value (EPCIS 2.0, 12.6). */
export const RESOURCE_ROUTES: readonly Route[] = keysOf(RESOURCES).flatMap(routesOf);

function routesOf(resource: ResourceName): Route[] {
  const path = `${EPCIS_BASE}/${resource}`;
  const named = resource.charAt(0).toUpperCase() + resource.slice(1);
  const { one } = RESOURCES[resource];
  const parameter = resource.slice(0, -1);
  const params = inline({
    [parameter]: Type.String({ minLength: 1, maxLength: 2_048, description: `The ${one}, percent-encoded.` }),
  });
  const valueOf = (given: object) => (given as Record<string, string>)[parameter] as string;

  const list = route({
    method: "get",
    path,
    operation: `listEpcis${named}`,
    tag,
    summary: `List each ${one} in the events that the caller may read`,
    access: "read",
    query: inline(PAGING_PARAMETERS),
    replies: { 200: { description: "A page of values.", schema: CollectionSchema, headers: PAGE_HEADERS } },
    problems: ["EpcisVersionUnsupported", "EpcisParameterInvalid", "EpcisPageTokenInvalid"],
  }).handledBy(async ({ caller, query }, { reading }) => {
    const { values, next } = await listResource(reading, caller, resource, readPaging(query));
    return { status: 200, body: collectionOf(values), headers: pageHeaders(path, query, next, reading.now()) };
  });

  const value = route({
    method: "get",
    path: `${path}/{${parameter}}`,
    operation: `readEpcis${named}`,
    tag,
    summary: `List the resources of one ${one}`,
    access: "read",
    params,
    replies: { 200: { description: "The names of the resources.", schema: CollectionSchema } },
    problems: ["EpcisVersionUnsupported", "EpcisResourceUnknown"],
  }).handledBy(async ({ caller, params: given }, { reading }) => {
    await requireResource(reading, caller, resource, valueOf(given));
    return { status: 200, body: collectionOf(["events"]) };
  });

  const events = route({
    method: "get",
    path: `${path}/{${parameter}}/events`,
    operation: `queryEventsOfEpcis${named}`,
    tag,
    summary: `Find events of one ${one}`,
    description: "Takes the parameters of `/epcis/events` as further filters.",
    access: "read",
    headers: ["GS1-Extensions", "Portolan-Entries"],
    params,
    query: EVENT_QUERY,
    replies: { 200: { description: "A page of events.", schema: QueryDocumentSchema, headers: PAGE_HEADERS } },
    problems: [...QUERY_PROBLEMS, "EpcisResourceUnknown"],
  }).handledBy(async ({ caller, params: given, query, header }, { reading }) => {
    const of = valueOf(given);
    const conditions = await requireResource(reading, caller, resource, of);
    const extensions = header("gs1-extensions");
    const parameters = readUrlParameters(query as GivenQuery);
    const checked = parseQuery(parameters, readExtensionsHeader(extensions));
    const narrowed = { ...checked, conditions: [...conditions, ...checked.conditions] };
    const scope = JSON.stringify([resource, of, [...parameters].sort(), extensions]);
    const options = { withEntries: wantsEntries(header) };
    const page = readPaging(query as GivenQuery);
    const { document, next } = await queryEvents(reading, caller, narrowed, scope, page, options);
    const here = `${path}/${encodeURIComponent(of)}/events`;
    return { status: 200, body: document, headers: pageHeaders(here, query as GivenQuery, next, reading.now()) };
  });

  return [list, value, events];
}
