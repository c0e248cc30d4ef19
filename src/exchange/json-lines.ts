import { MAX_EXCHANGE_BYTES, MAX_ITEMS } from "../api/exchange.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

const LINE_FEED = 0x0a;

/** Writes items as lines. The end of each line is one line feed. */
export function joinLines(items: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(items.flatMap((item) => [item, Buffer.of(LINE_FEED)]));
}

/**
 * Divides a body into its items, without copying or reading them: each item is judged separately.
 *
 * @throws ExchangeTooLarge for too many bytes or items; ExchangeItemInvalid for an unfinished last line, which a cut
 * connection leaves.
 */
export function splitLines(body: Uint8Array): Uint8Array[] {
  if (body.length > MAX_EXCHANGE_BYTES)
    throw new PortolanError("ExchangeTooLarge", { limit: MAX_EXCHANGE_BYTES, what: "bytes" });
  const items: Uint8Array[] = [];
  for (let start = 0; start < body.length;) {
    const end = body.indexOf(LINE_FEED, start);
    if (end < 0) throw new PortolanError("ExchangeItemInvalid", { problem: "its line has no end" });
    if (items.length === MAX_ITEMS) throw new PortolanError("ExchangeTooLarge", { limit: MAX_ITEMS, what: "items" });
    items.push(body.subarray(start, end));
    start = end + 1;
  }
  return items;
}
