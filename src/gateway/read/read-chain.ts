import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readEntriesByMinute, readRefusalsByCode } from "../../store/chain/activity.ts";
import { readCheckpoint, type Checkpoint } from "../../store/chain/checkpoint.ts";
import { readPinnedChain } from "../../store/chain/pinned-chain.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Reading } from "./reading.ts";

/** How far back activity is told, in seconds. */
const HOUR = 3_600;

/** Which ledger this is, how far it was followed, and what goes on there. */
export interface ChainView {
  readonly chain: PinnedChain;
  readonly checkpoint: Checkpoint;
  /** Entries by minute (Unix seconds over 60) of the last hour; minutes without any are left out. */
  readonly activity: readonly { readonly minute: number; readonly entries: number }[];
  /** The newest refusals by the code of their reason. */
  readonly refused: readonly { readonly code: string; readonly entries: number }[];
}

/** @throws PortolanError `GatewayNotReady` before the first block was followed. */
export async function readChain({ db, now }: Reading): Promise<ChainView> {
  const [chain, checkpoint] = await Promise.all([readPinnedChain(db), readCheckpoint(db)]);
  if (chain === undefined || checkpoint === undefined) {
    throw new PortolanError("GatewayNotReady", { reason: "no block was followed yet", retryAfter: 1 });
  }
  const [activity, refused] = await Promise.all([readEntriesByMinute(db, now() - HOUR), readRefusalsByCode(db)]);
  return { chain, checkpoint, activity, refused };
}
