import type { Phase } from "../../domain/rules/custody.ts";
import { text } from "../texts/text.ts";

/** The phase of a shipment, and whether customs holds it. */
export function PhaseBadge({ phase, held }: { readonly phase: Phase; readonly held: boolean }) {
  return (
    <span className="row">
      <span className={`badge ${phase === "Offered" ? "warn" : phase === "Forfeited" ? "bad" : ""}`}>
        {text(`phase.${phase}`)}
      </span>
      {held && <span className="badge bad">{text("find.held")}</span>}
    </span>
  );
}
