import { setTimeout as sleep } from "node:timers/promises";
import { type Failure, failureToError } from "../../domain/errors/failure.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The number of reads, each after twice the wait of the one before. */
const READS = 6;

/** What an accepted entry or act has in common. */
interface Settling {
  readonly id: number;
  readonly state: "accepted" | "recorded" | "refused";
  readonly refusal: Failure | null;
}

/**
 * Reads an accepted entry or act until it is recorded, for about half a minute.
 *
 * @throws the reason of a refusal.
 * @throws NotRecordedInTime
 */
export async function untilSettled<Submitted extends Settling>(
  submitted: Submitted,
  read: () => Promise<Submitted>,
): Promise<Submitted> {
  let current = submitted;
  for (let reads = 0; current.refusal === null && current.state !== "recorded"; reads++) {
    if (reads === READS) throw new PortolanError("NotRecordedInTime", { submission: current.id });
    await sleep(500 * 2 ** reads);
    current = await read();
  }
  if (current.refusal !== null) throw failureToError(current.refusal);
  return current;
}
