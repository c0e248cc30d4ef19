import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call, type CallOptions } from "../../api/call.ts";
import type { ParticipantView } from "../../../gateway/read/participant-view.ts";
import { reads } from "../../api/reads.ts";

/** What a measure of governance led to: in force, or to be executed after the consortium's delay. */
export type MeasureResult =
  ParticipantView | { readonly scheduled: { readonly operationId: string; readonly readyAt: number } };

/** Takes measures of governance and has the participants read again. */
export function useMeasure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, ...options }: { readonly path: string } & CallOptions) => call<MeasureResult>(path, options),
    onSuccess: () => client.invalidateQueries({ queryKey: reads.participants().queryKey }),
  });
}
