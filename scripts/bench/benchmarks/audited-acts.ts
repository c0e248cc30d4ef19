import type { Figure } from "../figure.ts";
import { median } from "../load/latencies.ts";
import { childResult } from "../network/child-result.ts";
import type { FullAudit } from "../network/run-full-audit.ts";
import { recordActs, REQUEST_ACTS } from "../workload/record-acts.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";

const RUNS = 3;

/**
 * Measures what acts of cooperation cost an audit: the entries and acts a second of an audit of which a third are acts,
 * against an audit of the same entries alone.
 */
export async function benchAuditedActs({ network, entries }: FilledNetwork, report: Report): Promise<Figure[]> {
  const rate = async (what: string) => {
    const rates: number[] = [];
    while (rates.length < RUNS) {
      const audit = await childResult<FullAudit>(
        new URL("../network/run-full-audit.ts", import.meta.url),
        network.environment(),
      );
      rates.push((audit.entries + audit.acts) / audit.seconds);
      report(`${what}: ${Math.round(rates.at(-1) as number)} a second`);
    }
    return median(rates);
  };
  const alone = await rate("entries alone");
  const acts = Math.round(entries / 2 / REQUEST_ACTS) * REQUEST_ACTS;
  const gateway = await network.startGateway();
  const began = performance.now();
  try {
    await recordActs(gateway.url, network, acts);
  } finally {
    await gateway.stop();
  }
  report(`recorded ${acts} acts, ${Math.round((acts / (performance.now() - began)) * 1_000)} a second`);
  return [
    {
      benchmark: "cooperation",
      entries: entries + acts,
      what: "full audit, a third of it acts",
      value: await rate("with acts"),
      unit: "entries/s",
      rival: { name: "shipments alone", value: alone },
      target: { of: "ratio", bound: "at least", limit: 0.8 },
    },
  ];
}
