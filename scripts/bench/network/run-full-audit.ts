import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { runAudit } from "../../../src/audit/run-audit.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { Deployment } from "../../../src/config/deployment.ts";

/** The message of an audit to its parent process. */
export interface FullAudit {
  readonly entries: number;
  /** Acts of the ledger of cooperation. */
  readonly acts: number;
  readonly seconds: number;
  /** MiB, of all threads together. */
  readonly peakMemory: number;
}

// Runs the audit of `portolan audit` in its own process: from the contracts' first block to the whole storage.
const { rpcUrl, contracts } = readConfig();
const folder = await mkdtemp(join(tmpdir(), "portolan-bench-audit-"));
const result = await runAudit({
  rpcUrls: [rpcUrl as string],
  ledger: (contracts as Deployment).ledger,
  cooperation: (contracts as Deployment).cooperation,
  pinFile: join(folder, "pin.json"),
  threads: availableParallelism(),
});
await rm(folder, { recursive: true });
if (result.verdict !== "sound") throw new Error(`The audit found the ledger ${result.verdict}.`);
const { entriesJudged: entries, seconds } = result;
const acts = result.figures?.acts ?? 0;
const audit: FullAudit = { entries, acts, seconds, peakMemory: process.resourceUsage().maxRSS / 1024 };
process.send?.(audit);
process.disconnect();
