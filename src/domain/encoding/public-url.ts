/**
 * An address for messages, reports, logs and lists: scheme and host, and `/…` for the rest. A user name, a password, a path
 * and a query may hold a secret.
 *
 * @returns "an address" for a text that is not a URL.
 */
export function publicUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || url.host === "") return "an address";
  const { protocol, host, href } = url;
  const origin = `${protocol}//${host}`;
  return href === origin || href === `${origin}/` ? origin : `${origin}/…`;
}
