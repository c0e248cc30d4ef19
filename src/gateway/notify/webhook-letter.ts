import { Webhook as Signer } from "standardwebhooks";
import type { EntryView } from "../../api/entry.ts";
import type { Letter } from "./post-letter.ts";

/**
 * The message of an entry after the Standard Webhooks scheme: `webhook-id`, `webhook-timestamp`, `webhook-signature`, and
 * a body of `type`, `timestamp` and `data`.
 *
 * @param id the same at every attempt, so that the receiver can tell a repeat.
 * @param secret `whsec_…`.
 */
export function webhookLetter(
  id: string,
  { url, secret }: { readonly url: string; readonly secret: string },
  entry: EntryView,
): Omit<Letter, "allowPrivate"> {
  const now = new Date();
  const body = JSON.stringify({
    type: "entry.recorded",
    timestamp: new Date(entry.recordedAt * 1000).toISOString(),
    data: entry,
  });
  return {
    url,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Signer(secret).sign(id, now, body),
    },
    body,
  };
}
