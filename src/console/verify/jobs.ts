import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { Knowledge } from "../../audit/page/render-verification.ts";
import { recoverAddress } from "../../audit/page/recover-address.ts";
import type { EntryView } from "../../api/entry.ts";
import type { ParticipantView } from "../../api/participant.ts";
import { checkCosignatures } from "./check-cosignatures.ts";
import { createEntryCheck, type Before, type EntryCheckResult } from "./check-entry.ts";
import { checkPayload } from "./check-payload.ts";

/** Entries to be checked, each with the previous one. */
export interface EntriesToCheck {
  readonly ledger: LedgerOrigin;
  readonly participants: readonly Pick<ParticipantView, "id" | "keys">[];
  readonly entries: readonly (readonly [entry: EntryView, before: Before])[];
}

/** The worker's jobs: computations that would block the page. */
export const JOBS = {
  entries: ({ ledger, participants, entries }: EntriesToCheck): readonly EntryCheckResult[] => {
    const check = createEntryCheck(ledger, participants, recoverAddress);
    return entries.map(([entry, before]) => check(entry, before));
  },
  payload: checkPayload,
  cosignatures: checkCosignatures,
  /** Loaded when needed: most users verify entries and no files. */
  evidence: async (file: Uint8Array, knowledge: Knowledge): Promise<string> => {
    const { renderVerification } = await import("../../audit/page/render-verification.ts");
    return renderVerification(file, knowledge);
  },
};

export type Jobs = typeof JOBS;
