import { Webhook as Signer } from "standardwebhooks";
import { request, type Dispatcher } from "undici";
import type { EntryView } from "../read/entry-view.ts";
import { WEBHOOK_TIMEOUT_MS } from "./webhook-agent.ts";
import { checkWebhookUrl } from "./webhook-url.ts";

/** One attempt to tell a webhook of an entry. */
export interface WebhookMessage {
  /** The same at every attempt, so that the receiver can tell a repeat. */
  readonly id: string;
  readonly url: string;
  /** Whether `http:` and private addresses may be called. */
  readonly allowPrivate: boolean;
  /** `whsec_…`. */
  readonly secret: string;
  readonly entry: EntryView;
}

/** How an attempt ended: arrived, to be tried again because of a problem, or never to be tried again (410 Gone). */
export type WebhookOutcome = "arrived" | "gone" | { readonly problem: string };

/** Bytes of an answer that are read so that the connection can be used again. */
const MAX_ANSWER = 16_384;

/**
 * Posts a message after the Standard Webhooks scheme: `webhook-id`, `webhook-timestamp`, `webhook-signature`, and a body
 * of `type`, `timestamp` and `data`. Redirects are not followed. It never throws.
 */
export async function sendWebhook(
  agent: Dispatcher,
  message: WebhookMessage,
  stop: AbortSignal,
): Promise<WebhookOutcome> {
  const { id, url, allowPrivate, secret, entry } = message;
  const now = new Date();
  const body = JSON.stringify({
    type: "entry.recorded",
    timestamp: new Date(entry.recordedAt * 1000).toISOString(),
    data: entry,
  });
  try {
    const answer = await request(checkWebhookUrl(url, allowPrivate), {
      method: "POST",
      dispatcher: agent,
      signal: AbortSignal.any([stop, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]),
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
        "webhook-signature": new Signer(secret).sign(id, now, body),
      },
      body,
    });
    await answer.body.dump({ limit: MAX_ANSWER });
    if (answer.statusCode >= 200 && answer.statusCode < 300) return "arrived";
    return answer.statusCode === 410 ? "gone" : { problem: `answered ${answer.statusCode}` };
  } catch (error) {
    return { problem: describe(error) };
  }
}

/** A short word for what went wrong; the receiver's own words are not repeated. */
function describe(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${WEBHOOK_TIMEOUT_MS / 1000} s`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no connection";
}
