import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { hostOf, readOutgoingUrl } from "../outgoing/outgoing-url.ts";

/**
 * Checks a webhook's URL without a connection.
 *
 * @param allowPrivate whether `http:` and private addresses are allowed.
 * @throws PortolanError `WebhookUrlRefused`.
 */
export function checkWebhookUrl(text: string, allowPrivate: boolean): URL {
  const url = readOutgoingUrl(text, allowPrivate);
  if ("problem" in url) throw new PortolanError("WebhookUrlRefused", { host: hostOf(text), problem: url.problem });
  return url;
}
