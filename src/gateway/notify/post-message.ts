import { request, type Dispatcher } from "undici";
import { WEBHOOK_TIMEOUT_MS } from "./webhook-agent.ts";
import { checkWebhookUrl } from "./webhook-url.ts";

/** A message to post once. */
export interface OutgoingMessage {
  readonly url: string;
  /** Whether `http:` and private addresses may be called. */
  readonly allowPrivate: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an attempt ended: arrived, to be tried again because of a problem, or never to be tried again (410 Gone). */
export type PostOutcome = "arrived" | "gone" | { readonly problem: string };

/** Bytes of an answer that are read so that the connection can be used again. */
const MAX_ANSWER = 16_384;

/** Posts a message. Redirects are not followed. It never throws. */
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
