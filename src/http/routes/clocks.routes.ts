import { CLOCK_QUERY, ClockPageSchema, ShipmentClocksSchema } from "../../api/clock.ts";
import { PAGE_QUERY } from "../../api/page.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { caseClocks } from "../../gateway/clocks/case-clocks.ts";
import { listClocks } from "../../gateway/clocks/list-clocks.ts";
import { route } from "../serve/route.ts";

const tag = "Work";

const list = route({
  method: "get",
  path: "/v1/clocks",
  operation: "listClocks",
  tag,
  summary: "List your open clocks: what must or may not be done by when, the first to end first",
  description:
    "Clocks of open cases by the profiles that their Holds name, and the times of your requests, agreements, handovers and seals. They are computed for the answer. A case whose Hold names no profile has none.",
  access: "read",
  query: inline({ ...CLOCK_QUERY, ...PAGE_QUERY }),
  replies: { 200: { description: "A page of clocks.", schema: ClockPageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listClocks(reading, caller, query),
}));

const ofShipment = route({
  method: "get",
  path: "/v1/shipments/{id}/clocks",
  operation: "listClocksOfShipment",
  tag,
  summary: "List the clocks of all cases of a shipment",
  description: "Includes clocks that did not start or have ended, and says of a case without clocks why it has none.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  replies: { 200: { description: "The cases, oldest first.", schema: ShipmentClocksSchema } },
  problems: ["ShipmentUnknown"],
}).handledBy(async ({ caller, params: { id } }, { reading }) => ({
  status: 200,
  body: { items: await caseClocks(reading, caller, id) },
}));

export const CLOCK_ROUTES = [list, ofShipment];
