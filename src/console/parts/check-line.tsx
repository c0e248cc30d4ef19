import type { ReactNode } from "react";
import { text } from "../texts/text.ts";

export type Standing = "holds" | "fails" | "open";

const SIGNS: Record<Standing, string> = { holds: "✓", fails: "✗", open: "–" };

/** One check and its result. */
export function CheckLine({ standing, children }: { readonly standing: Standing; readonly children: ReactNode }) {
  return (
    <li className={`check-line ${standing}`}>
      <span className="sign" aria-hidden="true">
        {SIGNS[standing]}
      </span>
      <span>
        <span className="unseen">{text(`check.${standing}`)} </span>
        {children}
      </span>
    </li>
  );
}
