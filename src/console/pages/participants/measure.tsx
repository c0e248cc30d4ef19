import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ParticipantView } from "../../../api/participant.ts";
import { call } from "../../api/call.ts";
import { reads } from "../../api/reads.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { createStoredList } from "../../stored/stored-list.ts";
import { text } from "../../texts/text.ts";
import { dateTime } from "../../times/format-time.ts";

/** The request of a governance measure. Sent again after the consortium's delay, it puts the measure in force. */
interface MeasureRequest {
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** A measure that the consortium's delay holds back. */
export interface ScheduledMeasure {
  readonly request: MeasureRequest;
  /** Description of the measure. */
  readonly title: string;
  readonly operationId: string;
  /** Unix seconds from which it can be put in force. */
  readonly readyAt: number;
}

/**
 * The measures that this browser scheduled and that are not yet in force. The chain stores only a digest of a scheduled
 * measure, so the browser keeps the request. It contains no secret: the public registry shows it once it is in force.
 */
export const scheduledMeasures = createStoredList<ScheduledMeasure>({
  key: "portolan.scheduled",
  isItem: isScheduled,
  isSame: (one, other) => one.operationId === other.operationId,
  most: 100,
});

const METHODS: readonly unknown[] = ["POST", "PUT", "DELETE"];

function isScheduled(value: unknown): value is ScheduledMeasure {
  const { request, title, operationId, readyAt } = (value ?? {}) as Partial<ScheduledMeasure>;
  return (
    typeof title === "string" &&
    typeof operationId === "string" &&
    typeof readyAt === "number" &&
    METHODS.includes(request?.method) &&
    // Stored data is never sent to any path but the API's participants.
    /^\/v1\/participants(?:\/[\w/]*)?$/.test(String(request?.path))
  );
}

/** The result of a measure of governance: in force, or scheduled for after the consortium's delay. */
type MeasureResult = ParticipantView | { readonly scheduled: Pick<ScheduledMeasure, "operationId" | "readyAt"> };

/** Sends governance measures, stores those that have to wait, and reloads the participants. */
export function useMeasure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ request: { path, ...options } }: { readonly request: MeasureRequest; readonly title: string }) =>
      call<MeasureResult>(path, options),
    onSuccess: (result, { request, title }) => {
      if ("scheduled" in result) scheduledMeasures.put({ request, title, ...result.scheduled });
      return client.invalidateQueries({ queryKey: reads.participants().queryKey });
    },
  });
}

/** The state of a measure: sent, in force, waiting for the end of its delay, or refused with the reason. */
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
