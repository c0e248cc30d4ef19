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

/** Result of an attempt. `gone` (410) ends all attempts; after a problem the message is sent again. */
export type PostOutcome = "arrived" | "gone" | { readonly problem: string };

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
    return answer.statusCode === 410 ? "gone" : { problem: `answered ${answer.statusCode}` };
  } catch (error) {
    return { problem: describe(error) };
  }
}

/** Describes an error briefly, without text from the receiver. */
function describe(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${WEBHOOK_TIMEOUT_MS / 1000} s`;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no connection";
}
