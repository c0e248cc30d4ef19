import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ParticipantView } from "../../../api/participant.ts";
import { call } from "../../api/call.ts";
import { reads } from "../../api/reads.ts";
import { type MeasureRequest, type ScheduledMeasure, scheduledMeasures } from "./measure.ts";

/** What a measure of governance led to: in force, or to be executed after the consortium's delay. */
export type MeasureResult = ParticipantView | { readonly scheduled: Pick<ScheduledMeasure, "operationId" | "readyAt"> };

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
