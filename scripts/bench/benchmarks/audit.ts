import type { Figure } from "../figure.ts";
import { median } from "../load/latencies.ts";
import { childResult } from "../network/child-result.ts";
import type { FullAudit } from "../network/run-full-audit.ts";
import { auditWithEthers } from "../rivals/ethers-audit.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";

const RUNS = 3;

/** Number of entries that the rival audits, because auditing all entries would take it minutes. */
const RIVAL_ENTRIES = 2_000;

/**
 * Measures a full audit, including the start of its process and threads: the hash and receipts of each block, the hash,
 * signature and rules of each entry, and the contracts' whole storage.
 */
export async function benchAudit({ network, entries }: FilledNetwork, report: Report): Promise<Figure[]> {
  const audits: FullAudit[] = [];
  for (let run = 1; run <= RUNS; run++) {
    const audit = await childResult<FullAudit>(
      new URL("../network/run-full-audit.ts", import.meta.url),
      network.environment(),
    );
    audits.push(audit);
    report(`${Math.round(audit.entries / audit.seconds)} entries a second, ${Math.round(audit.peakMemory)} MiB`);
  }
  const value = median(audits.map((audit) => audit.entries / audit.seconds));
  const rival = await auditWithEthers(network, RIVAL_ENTRIES);
  report(`with ethers only ${Math.round(rival)} entries a second`);
  const figure = { benchmark: "audit", entries };
  return [
    {
      ...figure,
      what: "full audit",
      value,
      unit: "entries/s",
      rival: { name: "the same with ethers only", value: rival },
      // Reading takes a large share of the audit of a small ledger.
      ...(entries >= 100_000 && { target: { of: "value", bound: "at least", limit: 15_000 } }),
    },
    {
      ...figure,
      what: "peak memory of a full audit, all threads",
      value: Math.max(...audits.map(({ peakMemory }) => peakMemory)),
      unit: "MiB",
    },
  ];
}
