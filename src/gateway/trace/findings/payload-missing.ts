import type { Finding } from "../../../api/finding.ts";
import type { Traced } from "../traced.ts";

/** Own entries of which nothing can be said, because the payload was erased or never given to this gateway. */
export function payloadMissing({ own }: Traced): Finding[] {
  return [findingOf(own, "erased"), findingOf(own, "unknown")].filter((finding) => finding !== undefined);
}

function findingOf(own: Traced["own"], state: "erased" | "unknown"): Finding | undefined {
  const entries = own.filter(({ entry }) => entry.payload === state).map(({ entry }) => entry.hash);
  return entries.length === 0 ? undefined : { code: `payload-${state}`, facts: { count: entries.length }, entries };
}
