import type { Trace, TraceEntry } from "../../../../api/trace.ts";
import type { EntryHash } from "../../../../domain/entry.ts";

/** A link to an entry on the page: opens it, scrolls it into view and moves the focus there. */
export function EntryReference({ trace, hash }: { readonly trace: Trace; readonly hash: EntryHash }) {
  const show = () => {
    const target = document.getElementById(`entry-${hash}`);
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    target.scrollIntoView({ block: "center" });
    target.querySelector("summary")?.focus();
  };
  return (
    <button type="button" className="reference" onClick={show}>
      {entryNumber(trace, hash)}
    </button>
  );
}

/** Made once for a trace, because every row of a long trace looks up numbers. */
const byHash = new WeakMap<Trace, ReadonlyMap<EntryHash, TraceEntry>>();

/** An entry's number on the page, with an arrow for each level of units above the shipment. */
export function entryNumber(trace: Trace, hash: EntryHash): string {
  let entries = byHash.get(trace);
  if (entries === undefined) {
    entries = new Map(trace.entries.map((entry) => [entry.hash, entry]));
    byHash.set(trace, entries);
  }
  const entry = entries.get(hash);
  return entry === undefined ? `${hash.slice(0, 8)}…` : `#${"↑".repeat(entry.level)}${entry.sequence}`;
}
