import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { payloadsHeld } from "../network/exchange-members.ts";
import { summariseLatencies, type Latencies } from "./latencies.ts";

const ASK_EVERY_MS = 20;

/**
 * Waits until the gateway with this folder holds a number of payloads.
 *
 * @returns seconds since the call.
 * @throws when it does not get them in time.
 */
export async function untilHeld(folder: string, payloads: number, withinSeconds: number): Promise<number> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  for (let held = payloadsHeld(folder); held < payloads; held = payloadsHeld(folder)) {
    if (seconds() > withinSeconds) throw new Error(`${folder} holds ${held} of ${payloads} payloads.`);
    await sleep(ASK_EVERY_MS);
  }
  return seconds();
}

/**
 * The times from the storage of a block at the sender until the recipient has stored the payload of its entry, by the
 * clock of this machine.
 *
 * @param sinceMs Unix milliseconds after which the sender stored the blocks.
 */
export function deliveryLatencies(sender: string, recipient: string, sinceMs: number): Latencies {
  const database = new DatabaseSync(join(sender, "portolan.db"), { readOnly: true });
  try {
    database.prepare("attach database ? as theirs").run(join(recipient, "portolan.db"));
    const rows = database
      .prepare(
        `select a.arrived_at_ms - s.settled_at_ms as ms from submissions s
         join theirs.exchange_arrivals a on a.entry = s.entry where s.settled_at_ms >= ? and s.state = 'recorded'`,
      )
      .all(sinceMs);
    return summariseLatencies(
      rows.map(({ ms }) => Number(ms)),
      1,
    );
  } finally {
    database.close();
  }
}
