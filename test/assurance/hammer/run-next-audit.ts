import { existsSync } from "node:fs";
import { join } from "node:path";
import { runAudit } from "../../../src/audit/run-audit.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { Deployment } from "../../../src/config/deployment.ts";

/** The result of an audit, for the process that started it. */
export interface NextAudit {
  /** "sound", or the fault or the unanswered question. */
  readonly found: string;
  /** Entries judged by this audit, and by this one and the earlier ones that it continues. */
  readonly judged: number;
  readonly entries: number;
  readonly seconds: number;
}

// Runs `portolan audit` from its checkpoint, in a process that shares nothing with the gateway.
const [folder] = process.argv.slice(2) as [string];
const { rpcUrl, contracts } = readConfig();
const checkpoint = join(folder, "audit.checkpoint");
const { verdict, faults, questions, figures, entriesJudged, seconds } = await runAudit({
  rpcUrls: [rpcUrl as string],
  ledger: (contracts as Deployment).ledger,
  pinFile: join(folder, "audit.pin"),
  ...(existsSync(checkpoint) && { fromCheckpoint: checkpoint }),
  toCheckpoint: checkpoint,
  threads: 1,
});
const found = verdict === "sound" ? verdict : `${verdict}: ${JSON.stringify([...faults, ...questions].slice(0, 3))}`;
const audit: NextAudit = { found, judged: entriesJudged, entries: figures?.entries ?? 0, seconds };
process.send?.(audit);
process.disconnect();
