import type { Route } from "../serve/route.ts";
import { CAPTURE_HEADERS, CAPTURE_ROUTES } from "./capture.routes.ts";
import { EPCIS_EVENT_ROUTES } from "./events.routes.ts";
import { PAGE_TOKEN_ROUTES } from "./page-tokens.routes.ts";
import { NAMED_QUERY_ROUTES } from "./queries.routes.ts";
import { RESOURCE_ROUTES } from "./resources.routes.ts";
import { SUBSCRIPTION_ROUTES } from "./subscriptions.routes.ts";
import { TOP_LEVEL_ROUTES } from "./top-level.routes.ts";
import { EPCIS, EPCIS_BASE } from "./dialect.ts";
import { EPC_TRACE_ROUTES } from "./trace.routes.ts";
import { withOptions } from "./with-options.ts";

const ROUTES: readonly Route[] = withOptions(
  [
    ...EPCIS_EVENT_ROUTES,
    ...CAPTURE_ROUTES,
    ...RESOURCE_ROUTES,
    ...NAMED_QUERY_ROUTES,
    ...SUBSCRIPTION_ROUTES,
    ...EPC_TRACE_ROUTES,
    ...PAGE_TOKEN_ROUTES,
    ...TOP_LEVEL_ROUTES,
  ],
  // `all` says that a client may choose between rollback and proceed.
  { [`${EPCIS_BASE}/capture`]: { ...CAPTURE_HEADERS, "GS1-Capture-Error-Behaviour": "all" } },
);

/** The routes of the EPCIS 2.0 REST binding (12.6), with an `OPTIONS` route for each path. */
export const EPCIS_ROUTES: readonly Route[] = ROUTES.map((route) => ({ ...route, dialect: EPCIS }));
