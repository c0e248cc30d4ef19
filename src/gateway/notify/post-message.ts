import { request, type Dispatcher } from "undici";
import { describeFailure } from "../outgoing/describe-failure.ts";
import { busyUntil } from "../outgoing/retry-after.ts";
import { checkWebhookUrl } from "./webhook-url.ts";

export interface OutgoingMessage {
  readonly url: string;
  /** Whether `http:` and private addresses are allowed. */
  readonly allowPrivate: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Result of an attempt. `gone` (410) ends all attempts; a message that is `too large` (413) is divided. After a problem
 * the message is sent again, and not before `notBeforeMs` (Unix milliseconds), if the receiver named a time.
 */
export type PostOutcome =
  "arrived" | "gone" | "too large" | { readonly problem: string; readonly notBeforeMs?: number | undefined };

/** Timeout of an answer, in milliseconds. */
export const WEBHOOK_TIMEOUT_MS = 10_000;

/** Bytes of an answer that are read to reuse the connection. */
const MAX_ANSWER = 16_384;

/** Posts a message without following redirections. Never throws. */
export async function postMessage(
  agent: Dispatcher,
  message: OutgoingMessage,
  stop: AbortSignal,
): Promise<PostOutcome> {
  try {
    const answer = await request(checkWebhookUrl(message.url, message.allowPrivate), {
      method: "POST",
      dispatcher: agent,
      signal: AbortSignal.any([stop, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]),
      headers: message.headers,
      body: message.body,
    });
    await answer.body.dump({ limit: MAX_ANSWER });
    if (answer.statusCode >= 200 && answer.statusCode < 300) return "arrived";
    if (answer.statusCode === 410) return "gone";
    if (answer.statusCode === 413) return "too large";
    return { problem: `answered ${answer.statusCode}`, notBeforeMs: busyUntil(answer.statusCode, answer.headers) };
  } catch (error) {
    return { problem: describeFailure(error, WEBHOOK_TIMEOUT_MS) };
  }
}
