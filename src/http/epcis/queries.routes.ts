import { createQuery, deleteQuery, listQueries, readQuery } from "../../epcis/query/named-queries.ts";
import { parseJsonQuery } from "../../epcis/query/json-parameters.ts";
import { queryEvents } from "../../epcis/query/query-events.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { PAGE_HEADERS, pageHeaders, PAGING_PARAMETERS, readPaging } from "./paging.ts";
import { wantsEntries } from "./portolan-entries.ts";
import { QueryDocumentSchema } from "../../api/epcis/query-document.ts";
import { QUERY_PROBLEMS } from "./query-problems.ts";
import { NamedQueriesSchema, NamedQuerySchema, QueryNameSchema } from "../../api/epcis/query.ts";

const tag = "EPCIS queries";
const path = `${EPCIS_BASE}/queries`;
const params = inline({ queryName: QueryNameSchema });

const create = route({
  method: "post",
  path,
  operation: "createEpcisQuery",
  tag,
  summary: "Store a query under a name",
  access: "read",
  body: { kind: "json", schema: NamedQuerySchema },
  replies: { 201: { description: "The query is stored.", headers: { Location: "URL of the query." } } },
  problems: [
    "EpcisVersionUnsupported",
    "EpcisParameterUnknown",
    "EpcisParameterInvalid",
    "EpcisParameterUnsupported",
    "EpcisQueryTooComplex",
    "EpcisQueryExists",
    "EpcisTooManyQueries",
  ],
}).handledBy(async ({ caller, body }, { reading }) => {
  await createQuery(reading, caller, body);
  return { status: 201, empty: true, headers: { Location: `${path}/${encodeURIComponent(body.name)}` } };
});

const list = route({
  method: "get",
  path,
  operation: "listEpcisQueries",
  tag,
  summary: "List the caller's named queries",
  access: "read",
  query: inline(PAGING_PARAMETERS),
  replies: { 200: { description: "A page of queries.", schema: NamedQueriesSchema, headers: PAGE_HEADERS } },
  problems: ["EpcisVersionUnsupported", "EpcisParameterInvalid", "EpcisPageTokenInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => {
  const { queries, next } = await listQueries(reading, caller, readPaging(query));
  return { status: 200, body: queries, headers: pageHeaders(path, query, next, reading.now()) };
});

const read = route({
  method: "get",
  path: `${path}/{queryName}`,
  operation: "readEpcisQuery",
  tag,
  summary: "Read a named query",
  access: "read",
  params,
  replies: { 200: { description: "The query.", schema: NamedQuerySchema } },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown"],
}).handledBy(async ({ caller, params: { queryName } }, { reading }) => {
  return { status: 200, body: await readQuery(reading, caller, queryName) };
});

const remove = route({
  method: "delete",
  path: `${path}/{queryName}`,
  operation: "deleteEpcisQuery",
  tag,
  summary: "Delete a named query and its subscriptions",
  access: "read",
  params,
  replies: { 204: { description: "The query is deleted." } },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown"],
}).handledBy(async ({ caller, params: { queryName } }, { reading }) => {
  await deleteQuery(reading, caller, queryName);
  return { status: 204, empty: true };
});

const events = route({
  method: "get",
  path: `${path}/{queryName}/events`,
  operation: "runEpcisQuery",
  tag,
  summary: "Find the events of a named query",
  access: "read",
  headers: ["Portolan-Entries"],
  params,
  query: inline(PAGING_PARAMETERS),
  replies: { 200: { description: "A page of events.", schema: QueryDocumentSchema, headers: PAGE_HEADERS } },
  problems: [...QUERY_PROBLEMS, "EpcisQueryUnknown"],
}).handledBy(async ({ caller, params: { queryName }, query, header }, { reading }) => {
  const named = await readQuery(reading, caller, queryName);
  const checked = parseJsonQuery(named.query);
  const scope = JSON.stringify(["queries", queryName, named.query]);
  const options = { queryName, withEntries: wantsEntries(header) };
  const { document, next } = await queryEvents(reading, caller, checked, scope, readPaging(query), options);
  const here = `${path}/${encodeURIComponent(queryName)}/events`;
  return { status: 200, body: document, headers: pageHeaders(here, query, next, reading.now()) };
});

export const NAMED_QUERY_ROUTES: readonly Route[] = [create, list, read, remove, events];
