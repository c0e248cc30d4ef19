import { useState } from "react";
import { text } from "../texts/text.ts";

/** A shortened hash or id, which is copied in full. @param what Its name, for the button. */
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

/** The part of a hash, an address or an id that people compare at a glance. */
export function shortHash(value: string): string {
  return `${value.slice(0, 8)}…${value.slice(-6)}`;
}
