import type { Reply } from "./route.ts";

/** The body of an answer as it is sent, which a stream does not have. */
export function contentOf({ body, encoded, text }: Reply): string | Buffer {
  return encoded ?? text ?? (body === undefined ? "" : JSON.stringify(body));
}
