import { failureToError } from "../../domain/errors/failure.ts";
import type { Acceptance, Submission } from "../../api/submission.ts";
import type { Services } from "../services.ts";

/** A submission whose entry was recorded. */
export type RecordedSubmission = Submission & { readonly entry: NonNullable<Submission["entry"]> };

/**
 * What became of one entry that was posted, once it is settled or the client does not want to wait any longer.
 *
 * @throws PortolanError why it was not accepted, or refused by the ledger.
 */
export async function settle(
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

/** The header fields of an answer that was held back because the client prefers so (RFC 7240, 3). */
export function preferenceApplied(waitMs: number): Record<string, string> {
  return waitMs === 0 ? {} : { "Preference-Applied": `wait=${waitMs / 1000}` };
}
