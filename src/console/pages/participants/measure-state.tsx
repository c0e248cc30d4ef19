import { ErrorNotice } from "../../parts/error-notice.tsx";
import { dateTime } from "../../parts/date-time.ts";
import { text } from "../../texts/text.ts";
import type { useMeasure } from "./use-measure.ts";

/** How a measure stands: on its way, in force, waiting out its delay, or refused with the reason. */
export function MeasureState({ of }: { readonly of: ReturnType<typeof useMeasure> }) {
  if (of.isPending)
    return (
      <p role="status" className="busy">
        {text("participants.doing")}
      </p>
    );
  if (of.isError) return <ErrorNotice error={of.error} />;
  if (!of.isSuccess) return null;
  const scheduled = "scheduled" in of.data ? of.data.scheduled : undefined;
  return (
    <p className={`notice ${scheduled === undefined ? "good" : "warn"}`} role="status">
      {scheduled === undefined
        ? text("participants.done")
        : text("participants.scheduled", { at: dateTime(scheduled.readyAt) })}
    </p>
  );
}
