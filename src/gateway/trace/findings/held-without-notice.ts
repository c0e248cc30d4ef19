import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/** Open cases without notice: the clocks of the affected party do not run. */
export function heldWithoutNotice({ cases, now }: Traced): Finding[] {
  return cases
    .filter(({ closedAt, notifiedAt }) => closedAt === null && notifiedAt === null)
    .map(({ hold, agency, openedAt }) => ({
      code: "held-without-notice",
      facts: { agency: agency?.id ?? 0, openedAt, seconds: now - openedAt },
      entries: [hold],
    }));
}
