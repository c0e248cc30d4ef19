import type { EntryHash } from "../../../../domain/entry.ts";
import type { Trace } from "../../../../gateway/trace/trace.ts";

/** By what a reader of the page knows an entry: its number, with an arrow for each level of units above the shipment. */
export function entryNumber({ entries }: Trace, hash: EntryHash): string {
  const entry = entries.find((one) => one.hash === hash);
  return entry === undefined ? `${hash.slice(0, 8)}…` : `#${"↑".repeat(entry.level)}${entry.sequence}`;
}
