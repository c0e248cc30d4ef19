import type { Route } from "../route.ts";
import { TOP_LEVEL_ROUTES } from "./top-level.routes.ts";
import { withOptions } from "./with-options.ts";

/** The EPCIS 2.0 REST binding (12.6), each path with its `OPTIONS`. */
export const EPCIS_ROUTES: readonly Route[] = withOptions([...TOP_LEVEL_ROUTES]);
