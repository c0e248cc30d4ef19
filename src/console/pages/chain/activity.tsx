import type { ChainView } from "../../../api/chain.ts";
import { useWidth } from "../../parts/use-extent.ts";
import { text } from "../../texts/text.ts";
import { dateTime } from "../../times/format-time.ts";

const MINUTES = 60;
const HEIGHT = 96;

/** Entries recorded in each minute of the last hour. */
export function Activity({ of }: { readonly of: ChainView["activity"] }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const last = Math.floor(Date.now() / 60_000);
  const shown = of.filter(({ minute }) => minute > last - MINUTES);
  const most = Math.max(1, ...shown.map(({ entries }) => entries));
  const total = shown.reduce((sum, { entries }) => sum + entries, 0);
  const bar = width / MINUTES;
  return (
    <section className="panel stack" aria-labelledby="activity">
      <h2 id="activity">{text("chain.activity")}</h2>
      <div ref={box}>
        {total > 0 && width > 0 && (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={text("chain.activitySummary", { count: total, most })}
          >
            <line x1={0} y1={HEIGHT - 1} x2={width} y2={HEIGHT - 1} className="base" />
            {shown.map(({ minute, entries }) => {
              const height = Math.max(2, (entries / most) * (HEIGHT - 8));
              return (
                <rect
                  key={minute}
                  x={(minute - (last - MINUTES + 1)) * bar}
                  y={HEIGHT - 1 - height}
                  width={Math.max(1, bar - 2)}
                  height={height}
                >
                  <title>{`${dateTime(minute * 60)}: ${entries}`}</title>
                </rect>
              );
            })}
          </svg>
        )}
      </div>
      {total > 0 && (
        <p className="ends soft small" aria-hidden="true">
          <span>{text("chain.activityFrom")}</span>
          <span>{text("chain.activityUntil")}</span>
        </p>
      )}
      <p className="soft small">
        {text(total === 0 ? "chain.activityNone" : "chain.activitySummary", { count: total, most })}
      </p>
    </section>
  );
}
