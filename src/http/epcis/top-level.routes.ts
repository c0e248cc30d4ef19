import { route, type Route } from "../serve/route.ts";
import { CollectionSchema, collectionOf } from "./collection.ts";
import { EPCIS_BASE } from "./dialect.ts";

const RESOURCES = [
  "eventTypes",
  "epcs",
  "bizSteps",
  "bizLocations",
  "readPoints",
  "dispositions",
  "events",
  "capture",
  "queries",
];

/** The standard's `/` is the base with a slash; a base is often written without. */
export const TOP_LEVEL_ROUTES: readonly Route[] = [
  topLevel(EPCIS_BASE, "epcisTopLevelResources"),
  topLevel(`${EPCIS_BASE}/`, "epcisTopLevelResourcesWithSlash"),
];

function topLevel(path: string, operation: string): Route {
  return route({
    method: "get",
    path,
    operation,
    tag: "EPCIS discovery",
    summary: "List the top-level resources",
    access: "read",
    replies: { 200: { description: "Their names.", schema: CollectionSchema } },
    problems: ["EpcisVersionUnsupported"],
  }).handledBy(() => ({ status: 200, body: collectionOf(RESOURCES) }));
}
