import type { Finding } from "../../api/finding.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Step } from "./step.ts";
import type { TraceInput } from "./trace-input.ts";

/**
 * Finds holds of an agency over goods that it had not in custody, and that others last recorded in another country. The
 * contract cannot know the place, which is in payloads. What the agency itself says about it does not count.
 */
export function heldElsewhere({ steps, own, cases }: TraceInput): Finding[] {
  const withCountry = steps.filter(({ said }) => said?.place?.country !== undefined);
  return own.flatMap((hold): Finding[] => {
    const { author: agency, hash } = hold.entry;
    if (hold.kind !== KINDS.Hold || agency === null) return [];
    if (cases.find((one) => one.hold === hash)?.custodian?.id === agency.id) return [];
    const placed = withCountry.findLast((step) => isBefore(step, hold));
    const country = placed?.said?.place?.country;
    if (placed === undefined || country === undefined || country === agency.jurisdiction) return [];
    const facts = { agency: agency.id, country, jurisdiction: agency.jurisdiction ?? "" };
    return [{ code: "held-elsewhere", facts, entries: [hash, placed.entry.hash] }];
  });
}

function isBefore({ position, author }: Step, hold: Step): boolean {
  return position < hold.position && author !== hold.author;
}
