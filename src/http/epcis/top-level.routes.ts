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

/** The standard's path `/`. */
const topLevel = route({
  method: "get",
  path: EPCIS_BASE,
  operation: "epcisTopLevelResources",
  tag: "EPCIS discovery",
  summary: "List the top-level resources",
  access: "read",
  replies: { 200: { description: "The names of the resources.", schema: CollectionSchema } },
  problems: ["EpcisVersionUnsupported"],
}).handledBy(() => ({ status: 200, body: collectionOf(RESOURCES) }));

export const TOP_LEVEL_ROUTES: readonly Route[] = [topLevel];
