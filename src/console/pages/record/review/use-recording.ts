import { useMutation, useQuery } from "@tanstack/react-query";
import type { EntryDetail, Preparation } from "../../../../api/entry.ts";
import type { Submission } from "../../../../api/submission.ts";
import type { EntryHash, Hex } from "../../../../domain/entry.ts";
import { call } from "../../../api/call.ts";
import { Unreachable } from "../../../api/problem.ts";
import { reads } from "../../../api/reads.ts";

/** Number of automatic repetitions of a request without an answer; then the user has to send it again. */
const REPEATS = 4;

/** The progress of an entry on its way to the ledger. */
export type Progress =
  | { readonly stage: "idle" | "sending" }
  | { readonly stage: "failed"; readonly error: unknown }
  | { readonly stage: "accepted" | "signed"; readonly submission: Submission }
  | { readonly stage: "recorded"; readonly entry: EntryHash }
  | { readonly stage: "refused"; readonly submission: Submission };

/**
 * Sends a prepared entry, and follows it until it is recorded or refused. Its hash is the idempotency key: the entry is
 * recorded once, even when a second click, a lost answer or a new session sends it again.
 */
export function useRecording({ prepared, hash }: Preparation): {
  progress: Progress;
  /** @param signature The signature of the author's wallet; `undefined` when the gateway signs. */
  record: (signature: Hex | undefined) => void;
} {
  const posting = useMutation({
    mutationFn: (signature: Hex | undefined) =>
      call<Submission | EntryDetail>(signature === undefined ? "/v1/entries/prepared" : "/v1/entries/signed", {
        method: "POST",
        body: { prepared, signature },
        headers: { "idempotency-key": hash },
      }),
    retry: (failures, error) => error instanceof Unreachable && failures < REPEATS,
    retryDelay: (failures) => 500 * 2 ** failures,
  });
  const accepted = posting.data !== undefined && "state" in posting.data ? posting.data : undefined;
  // The event stream replaces it by the outcome, which may arrive before the answer to the request.
  const following = useQuery({
    ...reads.submission(accepted?.id ?? 0),
    enabled: accepted !== undefined,
    ...(accepted !== undefined && { initialData: accepted }),
  });
  return { progress: progressOf(posting, following.data), record: posting.mutate };
}

function progressOf(
  posting: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data: Submission | EntryDetail | undefined;
  },
  submission: Submission | undefined,
): Progress {
  if (posting.isPending) return { stage: "sending" };
  if (posting.error !== null) return { stage: "failed", error: posting.error };
  if (posting.data === undefined) return { stage: "idle" };
  if ("hash" in posting.data) return { stage: "recorded", entry: posting.data.hash };
  if (submission === undefined) return { stage: "sending" };
  if (submission.state === "refused") return { stage: "refused", submission };
  if (submission.state === "recorded" && submission.entry !== null)
    return { stage: "recorded", entry: submission.entry };
  return { stage: submission.signed ? "signed" : "accepted", submission };
}
