import { createStoredList } from "../../stored/stored-list.ts";

/** A measure of governance as the API takes it. Sent again once its time has come, it is put in force. */
export interface MeasureRequest {
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
