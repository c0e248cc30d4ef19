import type { Liveness } from "../api/live.ts";
import { dateTime } from "../parts/date-time.ts";
import { text } from "../texts/text.ts";

/** Says since when the gateway has not answered. The page keeps what it has meanwhile. */
export function OfflineNotice({ liveness }: { readonly liveness: Liveness }) {
  return (
    <div role="status" className="offline">
      {liveness.state === "offline" && <p>{text("live.since", { time: dateTime(liveness.since) })}</p>}
    </div>
  );
}
