import { contentDigest } from "../../../src/exchange/content-digest.ts";
import { joinLines, splitLines } from "../../../src/exchange/json-lines.ts";

/** An answer between gateways. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The lines of an answer, parsed; of a refusal its problem document. */
  // A test asserts what it expects of an item.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly items: any[];
  readonly lines: readonly Uint8Array[];
}

/** Posts items to a gateway as another gateway does. @param headers differences from the right header fields. */
export async function postItems(
  url: string,
  path: string,
  items: readonly Uint8Array[],
  headers: Readonly<Record<string, string>> = {},
): Promise<ExchangeAnswer> {
  return postBody(url, path, Buffer.from(joinLines(items)), headers);
}

/** Posts any bytes. */
export async function postBody(
  url: string,
  path: string,
  body: Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ExchangeAnswer> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/jsonl", "content-digest": contentDigest(body), ...headers },
    body,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200)
    return { status: response.status, headers: response.headers, items: [JSON.parse(bytes.toString())], lines: [] };
  if (response.headers.get("content-digest") !== contentDigest(bytes)) throw new Error("The answer was altered.");
  const lines = splitLines(bytes);
  const items = lines.map((line) => JSON.parse(Buffer.from(line).toString()) as unknown);
  return { status: response.status, headers: response.headers, items, lines };
}
