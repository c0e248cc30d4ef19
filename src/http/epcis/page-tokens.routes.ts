import { Type } from "@sinclair/typebox";
import { revokePageToken } from "../../epcis/query/page-token.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";

const revoke = route({
  method: "delete",
  path: `${EPCIS_BASE}/nextPageToken/{token}`,
  operation: "revokeEpcisPageToken",
  tag: "EPCIS events",
  summary: "Revoke a page token before it expires",
  access: "read",
  params: inline({ token: Type.String({ minLength: 1, maxLength: 2_048 }) }),
  replies: { 204: { description: "The token is revoked." } },
  problems: ["EpcisVersionUnsupported"],
}).handledBy(async ({ params: { token } }, { reading }) => {
  await revokePageToken(reading.db, token, reading.now());
  return { status: 204, empty: true };
});

export const PAGE_TOKEN_ROUTES: readonly Route[] = [revoke];
