import type { Warning } from "../../api/warning.ts";

/** Probable slips in an entry; nothing without one. */
export function Warnings({ of = [] }: { readonly of?: readonly Warning[] | undefined }) {
  if (of.length === 0) return null;
  return (
    <div className="notice warn" role="alert">
      {of.map(({ code, pointer, detail }) => (
        <p key={`${code} ${pointer}`}>{detail}</p>
      ))}
    </div>
  );
}
