import {
  CLOCK_QUERY,
  ClockPageSchema,
  type KnownProfiles,
  KnownProfilesSchema,
  ShipmentClocksSchema,
} from "../../api/clock.ts";
import { PAGE_QUERY } from "../../api/page.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { caseClocks } from "../../gateway/clocks/case-clocks.ts";
import { knownProfiles } from "../../gateway/clocks/known-profiles.ts";
import { listClocks } from "../../gateway/clocks/list-clocks.ts";
import type { CheckedProfile } from "../../gateway/clocks/read-profile.ts";
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

const profiles = route({
  method: "get",
  path: "/v1/profiles",
  operation: "listProfiles",
  tag,
  summary: "List the profiles that this gateway knows",
  description: "A Hold names one of them in `refersTo`, by its id. The case then has its clocks.",
  access: "read",
  replies: { 200: { description: "The profiles, by their ids.", schema: KnownProfilesSchema } },
  problems: [],
}).handledBy(async () => ({ status: 200, body: { items: (await knownProfiles()).map(viewKnown) } }));

function viewKnown({ profile, digest, signer }: CheckedProfile): KnownProfiles["items"][number] {
  const { id, version, title, jurisdiction, draft } = profile;
  return { id, version, title, jurisdiction, digest, unsigned: signer === null, draft };
}

export const CLOCK_ROUTES = [list, ofShipment, profiles];
