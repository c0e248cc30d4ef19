import { setTimeout as sleep } from "node:timers/promises";
import { childResult } from "../../../scripts/bench/network/child-result.ts";
import type { Arena } from "./arena.ts";
import type { NextAudit } from "./run-next-audit.ts";

/** Milliseconds between the end of an audit and the next one. */
const PAUSE_MS = 1_000;

/** Repeatedly audits the growing chain, each time from the last checkpoint. */
export async function auditAgain(arena: Arena): Promise<void> {
  while (!arena.ending.aborted) {
    await auditOnce(arena);
    await sleep(PAUSE_MS, undefined, { signal: arena.ending }).catch(() => undefined);
  }
}

/** Audits the new blocks. @returns the number of entries on the chain. */
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
