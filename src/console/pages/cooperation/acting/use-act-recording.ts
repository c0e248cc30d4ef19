import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { ActDraft, ActSubmission } from "../../../../api/act.ts";
import { call } from "../../../api/call.ts";
import { Problem, Unreachable } from "../../../api/problem.ts";

/** Number of automatic repetitions of a request without an answer; then the user has to send it again. */
const REPEATS = 4;
/** Seconds that the gateway waits before it answers. */
const WAIT = { prefer: "wait=20" };

/**
 * Sends an act and waits until it is recorded or refused. All repetitions have one idempotency key: the act is recorded
 * once, even when a second click or a lost answer sends it again.
 */
export function useActRecording(draft: ActDraft, onRecorded: () => void) {
  const client = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: async () => {
      let submission = await call<ActSubmission>("/v1/acts", {
        method: "POST",
        body: draft,
        headers: { ...WAIT, "idempotency-key": key.current },
      });
      while (submission.state === "accepted")
        submission = await call(`/v1/act-submissions/${submission.id}`, { headers: WAIT });
      const { refusal } = submission;
      // As the gateway answers when it learns of the refusal in time.
      if (refusal !== null) throw new Problem(409, { code: refusal.code, facts: refusal.facts });
      return submission;
    },
    retry: (failures, error) => error instanceof Unreachable && failures < REPEATS,
    retryDelay: (failures) => 500 * 2 ** failures,
    onSuccess: () => {
      onRecorded();
      for (const queryKey of [["matters"], ["handovers"]]) void client.invalidateQueries({ queryKey });
    },
  });
}
