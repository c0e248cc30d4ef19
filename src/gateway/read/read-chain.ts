import { type ChainView } from "../../api/chain.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readEntriesByMinute, readRefusalsByCode } from "../../store/chain/activity.ts";
import { readCheckpoint } from "../../store/chain/checkpoint.ts";
import { readPinnedChain } from "../../store/chain/pinned-chain.ts";
import type { ReadContext } from "./read-context.ts";

/** Period of the reported activity, in seconds. */
const HOUR = 3_600;

/** @throws PortolanError `GatewayNotReady` before the follower applied the first block. */
export async function readChain({ db, now }: ReadContext): Promise<Omit<ChainView, "chainHead" | "queue">> {
  const [chain, checkpoint] = await Promise.all([readPinnedChain(db), readCheckpoint(db)]);
  if (chain === undefined || checkpoint === undefined) {
    throw new PortolanError("GatewayNotReady", { reason: "no block was followed yet", retryAfter: 1 });
  }
  const [activity, refused] = await Promise.all([readEntriesByMinute(db, now() - HOUR), readRefusalsByCode(db)]);
  return { chain, checkpoint, activity, refused };
}
