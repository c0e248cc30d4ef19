import type { Hex, ParticipantId } from "../../domain/entry.ts";
import type { ParticipantKey } from "../../domain/participant.ts";
import type { Role } from "../../domain/role.ts";

/** A participant as the API gives it. Times are Unix seconds. */
export interface ParticipantView {
  readonly id: ParticipantId;
  readonly name: string;
  readonly roles: readonly Role[];
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly suspended: boolean;
  readonly keys: readonly ParticipantKey[];
}

/** What a measure of the consortium led to: done, or to be executed after the delay that the consortium set itself. */
export type MeasureView =
  ParticipantView | { readonly scheduled: { readonly operationId: Hex; readonly readyAt: number } };
