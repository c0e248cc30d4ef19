import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ParticipantView } from "../../../api/participant.ts";
import { call } from "../../api/call.ts";
import { reads } from "../../api/reads.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { createStoredList } from "../../stored/stored-list.ts";
import { text } from "../../texts/text.ts";
import { dateTime } from "../../times/format-time.ts";

/** A measure of governance as the API takes it. Sent again once its time has come, it is put in force. */
interface MeasureRequest {
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** A measure that waits out the consortium's delay. */
export interface ScheduledMeasure {
  readonly request: MeasureRequest;
  /** What it does, in words. */
  readonly title: string;
  readonly operationId: string;
  /** Unix seconds from which it can be put in force. */
  readonly readyAt: number;
}

/**
 * The measures scheduled from this browser and not yet in force. The chain keeps what was scheduled as a digest alone, so
 * that the request has to be kept where it was made. Nothing in it is secret: in force, it is in the public registry.
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
    // Nothing but the API's own participants is ever asked, whatever is stored.
    /^\/v1\/participants(?:\/[\w/]*)?$/.test(String(request?.path))
  );
}

/** The result of a measure of governance: in force, or scheduled for after the consortium's delay. */
type MeasureResult = ParticipantView | { readonly scheduled: Pick<ScheduledMeasure, "operationId" | "readyAt"> };

/** Takes measures of governance, keeps those that have to wait, and has the participants read again. */
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
