import type { AskedErasure } from "../../api/asked-erasure.ts";
import { text } from "../texts/text.ts";
import { Time } from "../times/time.tsx";

const TONES = { asked: "badge warn", erased: "badge", kept: "badge warn" } as const;

/** A member's answer to a request to erase a payload, with the time until which it keeps the payload. */
export function ErasureAnswer({ state, until }: Pick<AskedErasure, "state" | "until">) {
  return (
    <span className="row">
      <span className={TONES[state]}>{text(`erasures.state.${state}`)}</span>
      {until !== null && (
        <span className="soft small">
          {text("erasures.until")} <Time at={until} />
        </span>
      )}
    </span>
  );
}
