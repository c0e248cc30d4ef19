import type { Hex } from "../../domain/entry.ts";
import type { ParticipantView } from "../../gateway/read/participant-view.ts";

/** What a measure of the consortium led to: done, or to be executed after the delay that the consortium set itself. */
export type MeasureView =
  ParticipantView | { readonly scheduled: { readonly operationId: Hex; readonly readyAt: number } };
