import type { EntryHash } from "../../../../domain/entry.ts";
import type { Trace } from "../../../../api/trace.ts";
import { entryNumber } from "./entry-number.ts";

/** A way to an entry of the page: opens it, brings it into sight and moves the focus there. */
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
