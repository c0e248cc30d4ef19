import { useState } from "react";
import { text } from "../texts/text.ts";

/** A hash or id, shortened, whole when it is copied. @param what names it for the button. */
export function Hash({ value, what }: { readonly value: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" className="hash" title={value} onClick={() => void copy()}>
      <span className="unseen">{text("copy.copy", { what })} </span>
      <code>{shortHash(value)}</code>
      <span role="status">{copied && text("copy.done")}</span>
    </button>
  );
}

/** A hash, an address or an id, as much of it as people compare at a glance. */
export function shortHash(value: string): string {
  return `${value.slice(0, 8)}…${value.slice(-6)}`;
}
