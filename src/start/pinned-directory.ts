import type { FollowedChange } from "../domain/directory/followed-change.ts";
import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../domain/pinned-chain.ts";
import { positionOf } from "../domain/position.ts";
import { ChangeJudge, type FollowedDirectory } from "../gateway/follow/judge-changes.ts";
import { changeHash } from "../ledger/change-typed-data.ts";
import { DIRECTORY_TOPICS, logToDirectoryEvent } from "../ledger/directory-log.ts";
import { getBlockHeader } from "../ledger/get-block-header.ts";
import { getCode } from "../ledger/get-code.ts";
import { readConsortium } from "../ledger/read-consortium.ts";
import { getLogs } from "../ledger/get-logs.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { readCheckpoint } from "../store/chain/checkpoint.ts";
import { pinDirectory, readPinnedDirectory } from "../store/chain/pinned-directory.ts";
import type { Database } from "../store/open-database.ts";

/** Blocks in one request for logs. Besu allows 5,000 by default. */
const RANGE = 5_000;

/**
 * The directory of members that the gateway follows; `undefined` in a deployment without one. The first call with a
 * directory pins it. A store that followed the chain without it reads the directory's earlier changes first.
 *
 * @throws ChainChanged if the store follows another directory, or the contract is missing or asks another Consortium;
 * DirectoryRuleBroken.
 */
export async function requirePinnedDirectory(
  rpc: Rpc,
  { chainId, consortium }: Pick<PinnedChain, "chainId" | "consortium">,
  address: Hex | undefined,
  db: Database,
): Promise<FollowedDirectory | undefined> {
  const pinned = await readPinnedDirectory(db);
  if (pinned !== undefined && pinned !== address)
    throw new PortolanError("ChainChanged", { what: "directory", pinned, found: address ?? "not set" });
  if (address === undefined) return undefined;
  if ((await getCode(rpc, address)) === "0x")
    throw new PortolanError("ChainChanged", { what: "directory", found: "no contract", pinned: address });
  const asked = await readConsortium(rpc, address);
  if (asked !== consortium)
    throw new PortolanError("ChainChanged", { what: "directory's Consortium", pinned: consortium, found: asked });
  const directory: FollowedDirectory = {
    address,
    hashChange: (change) => changeHash(change, { chainId, directory: address }),
  };
  if (pinned === undefined) await pin(rpc, directory, db);
  return directory;
}

/** Repeats the attempt when another gateway moved the checkpoint. */
async function pin(rpc: Rpc, directory: FollowedDirectory, db: Database): Promise<void> {
  for (;;) {
    const checkpoint = await readCheckpoint(db);
    const changes = checkpoint === undefined ? [] : await readChangesTo(rpc, directory, checkpoint.block);
    if (await pinDirectory(db, directory.address, changes, checkpoint)) return;
  }
}

async function readChangesTo(
  rpc: Rpc,
  { address, hashChange }: FollowedDirectory,
  last: number,
): Promise<readonly FollowedChange[]> {
  const judge = new ChangeJudge(new Map(), hashChange);
  for (let fromBlock = 0; fromBlock <= last; fromBlock += RANGE) {
    const toBlock = Math.min(last, fromBlock + RANGE - 1);
    for (const log of await getLogs(rpc, { addresses: [address], fromBlock, toBlock, events: DIRECTORY_TOPICS })) {
      const { blockNumber: block, blockHash, logIndex, transactionHash } = log;
      const header = await getBlockHeader(rpc, block);
      if (header?.hash !== blockHash) throw rpc.invalidAnswer("eth_getLogs", "it has a log of a replaced block");
      const placement = {
        position: positionOf(block, logIndex),
        block,
        recordedAt: header.timestamp,
        transactionHash,
      };
      judge.take(logToDirectoryEvent(log), placement);
    }
  }
  return judge.changes;
}
