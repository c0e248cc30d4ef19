import { failureToError } from "../../domain/errors/failure.ts";
import type { Acceptance, Submission } from "../../api/submission.ts";
import type { Services } from "../services.ts";

export type RecordedSubmission = Submission & { readonly entry: NonNullable<Submission["entry"]> };

/**
 * Waits until a posted entry is settled or the time is up, and gives its submission.
 *
 * @param waitMs Milliseconds.
 * @throws PortolanError the reason why the gateway did not accept the entry or the ledger refused it.
 */
export async function awaitOutcome(
  acceptance: Acceptance | undefined,
  waitMs: number,
  { recorder }: Pick<Services, "recorder">,
): Promise<Submission> {
  if (acceptance === undefined) throw new Error("an entry that was submitted got no acceptance");
  if ("code" in acceptance) throw failureToError(acceptance);
  let { submission } = acceptance;
  if (submission.state === "accepted" && waitMs > 0) {
    const [settled] = await recorder.settled([submission.id], waitMs);
    submission = settled ?? submission;
  }
  if (submission.refusal !== null) throw failureToError(submission.refusal);
  return submission;
}

export function isRecorded(submission: Submission): submission is RecordedSubmission {
  return submission.state === "recorded" && submission.entry !== null;
}

/** Builds the header fields that confirm the `wait` preference (RFC 7240, 3). */
export function preferenceApplied(waitMs: number): Record<string, string> {
  return waitMs === 0 ? {} : { "Preference-Applied": `wait=${waitMs / 1000}` };
}
