import type { Submission } from "../../domain/submission.ts";
import type { EntryDetail } from "../../gateway/read/entry-detail.ts";
import type { ApiClient } from "./api-client.ts";

/** What became of a posted entry while we waited. */
export type Posted = EntryDetail | Submission;

/** What an entry is posted with. */
export interface Posting {
  /** The same key with the same body records nothing twice. */
  readonly idempotencyKey: string;
  readonly waitSeconds: number;
}

/**
 * Posts an entry, as a draft to /v1/entries or signed to /v1/entries/signed.
 *
 * @throws GatewayRefused with the contract's reason when it was refused while we waited.
 */
export async function postEntry(
  client: ApiClient,
  path: "/v1/entries" | "/v1/entries/signed",
  body: unknown,
  { idempotencyKey, waitSeconds }: Posting,
): Promise<Posted> {
  const headers = { "idempotency-key": idempotencyKey, prefer: `wait=${waitSeconds}` };
  return await client.send<Posted>("POST", path, body, headers);
}

/** Whether the entry is recorded; otherwise it was accepted, and its submission tells what became of it. */
export function isRecorded(posted: Posted): posted is EntryDetail {
  return "hash" in posted;
}
