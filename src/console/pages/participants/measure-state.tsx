import { ErrorNotice } from "../../parts/error-notice.tsx";
import { dateTime } from "../../parts/time.tsx";
import { text } from "../../texts/text.ts";
import type { useMeasure } from "./use-measure.ts";

/** How a measure stands: on its way, in force, waiting out its delay, or refused with the reason. */
export function MeasureState({ of }: { readonly of: ReturnType<typeof useMeasure> }) {
  if (of.isPending) return <p role="status">{text("participants.doing")}</p>;
  if (of.isError) return <ErrorNotice error={of.error} />;
  if (!of.isSuccess) return null;
  const said =
    "scheduled" in of.data
      ? text("participants.scheduled", {
          at: dateTime(of.data.scheduled.readyAt),
          operation: `${of.data.scheduled.operationId.slice(0, 10)}…`,
        })
      : text("participants.done");
  return (
    <p className="notice good" role="status">
      {said}
    </p>
  );
}
