import { failureToError } from "../../../domain/errors/failure.ts";
import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/** EPCIS events that became less than they mean; what its author declared an error claims nothing any more. */
export function eventNotAllowed({ own, discrepancies }: Traced): Finding[] {
  const steps = new Map(own.map((step) => [step.position, step]));
  return discrepancies.flatMap(({ position, meant, failure }) => {
    const step = steps.get(position);
    if (step === undefined || step.entry.supersededBy !== null) return [];
    const reason = failureToError(failure).message;
    return [{ code: "event-not-allowed", facts: { meant, refusal: failure.code, reason }, entries: [step.entry.hash] }];
  });
}
