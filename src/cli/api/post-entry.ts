import type { Submission } from "../../api/submission.ts";
import type { EntryDetail } from "../../api/entry.ts";
import type { ApiClient } from "./api-client.ts";

/** A posted entry: recorded within the wait, or accepted. */
export type Posted = EntryDetail | Submission;

export interface Posting {
  /** A repeated request with the same key and body records the entry only once. */
  readonly idempotencyKey: string;
  readonly waitSeconds: number;
}

/**
 * Posts an entry, as a draft to /v1/entries or signed to /v1/entries/signed.
 *
 * @throws GatewayRefused if the gateway does not accept the entry, or the contract refuses it within the wait.
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

/** Whether the entry is recorded. Otherwise its submission shows the outcome later. */
export function isRecorded(posted: Posted): posted is EntryDetail {
  return "hash" in posted;
}
