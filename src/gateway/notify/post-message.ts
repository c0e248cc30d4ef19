import { request, type Dispatcher } from "undici";
import { WEBHOOK_TIMEOUT_MS } from "./webhook-agent.ts";
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
    const isBusy = answer.statusCode === 429 || answer.statusCode === 503;
    const retryAfter = isBusy ? answer.headers["retry-after"] : undefined;
    const notBeforeMs = typeof retryAfter === "string" ? readRetryAfter(retryAfter, Date.now()) : undefined;
    return { problem: `answered ${answer.statusCode}`, notBeforeMs };
  } catch (error) {
    return { problem: describe(error) };
  }
}

/** The longest time that a receiver can ask to wait, in milliseconds. */
const MAX_WAIT_MS = 86_400_000;

/**
 * Reads a `Retry-After` field: whole seconds, or a date (RFC 9110, 10.2.3).
 *
 * @returns Unix milliseconds; `undefined` for an invalid value.
 */
export function readRetryAfter(value: string, now: number): number | undefined {
  const time = /^\d{1,9}$/.test(value) ? now + Number(value) * 1_000 : Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.min(time, now + MAX_WAIT_MS);
}

/** Describes an error briefly, without text from the receiver. */
function describe(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${WEBHOOK_TIMEOUT_MS / 1000} s`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no connection";
}
