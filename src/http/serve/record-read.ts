import type { AccessContext } from "../../domain/reads/access-record.ts";
import { OpenedPayloads } from "../../gateway/reads/opened-payloads.ts";
import { isAuthority } from "../../gateway/reads/read-recorder.ts";
import type { Caller } from "../../gateway/caller.ts";
import type { Services } from "../services.ts";
import { contentOf } from "./content-of.ts";
import type { Reply, Route } from "./route.ts";

/** An authority's request: what it states, and the payloads that the answer opens to it. */
export interface AuthorityRequest {
  readonly context: AccessContext;
  readonly opened: OpenedPayloads;
}

/** @param readContext reads what the authority states; it is called for authorities only. */
export function authorityRequest(
  { participant, roles }: Caller,
  readContext: () => AccessContext,
): AuthorityRequest | undefined {
  return isAuthority(roles) ? { context: readContext(), opened: new OpenedPayloads(participant) } : undefined;
}

/**
 * Records an answer that shows payloads to an authority, before it is given.
 *
 * @returns the answer, with its body as it was recorded.
 * @throws StoreUnavailable; then nothing may be given.
 */
export async function recordRead(
  { reads }: Pick<Services, "reads">,
  { operation }: Pick<Route, "operation">,
  { participant: reader }: Caller,
  { context, opened }: AuthorityRequest,
  reply: Reply,
): Promise<Reply> {
  if (opened.isEmpty || reply.status >= 300 || reply.stream !== undefined) return reply;
  const content = contentOf(reply);
  await reads.record({ reader, context, way: operation, opened, content });
  const { status, headers } = reply;
  if (typeof content !== "string") return reply;
  return { status, ...(headers && { headers }), encoded: content };
}
