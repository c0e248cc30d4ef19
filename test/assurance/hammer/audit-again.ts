import { setTimeout as sleep } from "node:timers/promises";
import { childResult } from "../../../scripts/bench/network/child-result.ts";
import type { Arena } from "./arena.ts";
import type { NextAudit } from "./run-next-audit.ts";

/** Between the end of an audit and the next. */
const PAUSE_MS = 1_000;

/** Audits the chain while it grows, from one checkpoint to the next. */
export async function auditAgain(arena: Arena): Promise<void> {
  while (!arena.ending.aborted) {
    await auditOnce(arena);
    await sleep(PAUSE_MS, undefined, { signal: arena.ending }).catch(() => undefined);
  }
}

/** Audits what is new on the chain. Gives how many entries the chain holds. */
export async function auditOnce({ network, tally }: Arena): Promise<number> {
  const { found, judged, entries, seconds } = await childResult<NextAudit>(
    new URL("./run-next-audit.ts", import.meta.url),
    network.environment(),
    [network.folder],
  );
  if (found === "sound") tally.did("audit", judged, seconds * 1000);
  else tally.fault("audit", found);
  return entries;
}
