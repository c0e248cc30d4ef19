import { PortolanError, type Facts } from "../../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../../domain/errors/table.ts";
import type { Finding } from "../finding.ts";
import type { Traced } from "../traced.ts";

/** EPCIS events that became less than they mean; what its author declared an error claims nothing any more. */
export function eventNotAllowed({ own, discrepancies }: Traced): Finding[] {
  const steps = new Map(own.map((step) => [step.position, step]));
  return discrepancies.flatMap(({ position, meant, failure: { code, facts } }) => {
    const step = steps.get(position);
    if (step === undefined || step.entry.supersededBy !== null) return [];
    const reason = new PortolanError(code, facts as Facts<ErrorCode>).message;
    return [{ code: "event-not-allowed", facts: { meant, refusal: code, reason }, entries: [step.entry.hash] }];
  });
}
