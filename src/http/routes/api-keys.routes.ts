import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readPage } from "../../gateway/read/page.ts";
import { route } from "../serve/route.ts";
import { ApiKeyGrantSchema, ApiKeySchema, NewApiKeySchema } from "../../api/api-key.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";

const tag = "API keys";

const issue = route({
  method: "post",
  path: "/v1/api-keys",
  operation: "issueApiKey",
  tag,
  summary: "Issue an API key for a participant",
  description: "Only this answer contains the token. The gateway stores a digest of it.",
  access: "govern",
  body: { kind: "json", schema: ApiKeyGrantSchema },
  replies: { 201: { description: "The key and its token.", schema: NewApiKeySchema } },
  problems: ["ConsortiumUnknownParticipant", "ApiKeyExpiryPast", "TextUnseen"],
}).handledBy(async ({ body: { participant, label, scopes, expiresAt } }, { apiKeys, directory }) => {
  if (directory.get(participant) === undefined)
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
  const issued = await apiKeys.issue({ participant, label, scopes, ...(expiresAt !== undefined && { expiresAt }) });
  return { status: 201, body: issued, headers: { "Cache-Control": "no-store" } };
});

const list = route({
  method: "get",
  path: "/v1/api-keys",
  operation: "listApiKeys",
  tag,
  summary: "List API keys, including revoked and expired keys",
  access: "govern",
  query: inline({ participant: Type.Optional(ParticipantIdSchema), ...PAGE_QUERY }),
  replies: { 200: { description: "A page of keys.", schema: pageOf(ApiKeySchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ query: { participant, limit, cursor } }, { apiKeys, reading }) => {
  const page = await readPage(
    reading.db,
    { name: "api-keys", key: "string" },
    { limit, cursor },
    (after, count) => apiKeys.list(participant, after ?? "", count),
    ({ id }) => id,
    (key) => key,
  );
  return { status: 200, body: page };
});

const revoke = route({
  method: "delete",
  path: "/v1/api-keys/{id}",
  operation: "revokeApiKey",
  tag,
  summary: "Revoke an API key immediately",
  access: "govern",
  params: inline({ id: Type.String({ pattern: "^[0-9a-f]{16}$" }) }),
  replies: { 204: { description: "The key is revoked." } },
  problems: ["ApiKeyUnknown"],
}).handledBy(async ({ params: { id } }, { apiKeys }) => {
  await apiKeys.revoke(id);
  return { status: 204, empty: true };
});

export const API_KEY_ROUTES = [issue, list, revoke];
