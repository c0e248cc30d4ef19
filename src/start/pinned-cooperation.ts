import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../domain/pinned-chain.ts";
import { positionOf } from "../domain/position.ts";
import { Directory } from "../gateway/directory.ts";
import { ActJudge, type FollowedCooperation, NO_ACTS } from "../gateway/follow/judge-acts.ts";
import { createActHasher } from "../ledger/act-hash.ts";
import { ACT_RECORDED_TOPIC, ACT_REFUSED_TOPIC, logToActEvent } from "../ledger/act-log.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../ledger/consortium-log.ts";
import { getBlockHeader } from "../ledger/get-block-header.ts";
import { getCode } from "../ledger/get-code.ts";
import { getLogs } from "../ledger/get-logs.ts";
import { readConsortium } from "../ledger/read-consortium.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { readCheckpoint } from "../store/chain/checkpoint.ts";
import { pinCooperation, readPinnedCooperation } from "../store/cooperation/pinned-cooperation.ts";
import type { ActChanges } from "../store/cooperation/store-acts.ts";
import type { Database } from "../store/open-database.ts";

/** Blocks in one request for logs. Besu allows 5,000 by default. */
const RANGE = 5_000;

const EVENTS = [ACT_RECORDED_TOPIC, ACT_REFUSED_TOPIC, ...CONSORTIUM_TOPICS];

/**
 * The ledger of cooperation that the gateway follows; `undefined` in a deployment without one. The first call with a
 * ledger pins it. A store that followed the chain without it reads the ledger's earlier acts first.
 *
 * @throws ChainChanged if the store follows another ledger, or the contract is missing or asks another Consortium;
 * LedgerRuleBroken.
 */
export async function requirePinnedCooperation(
  rpc: Rpc,
  { chainId, consortium }: Pick<PinnedChain, "chainId" | "consortium">,
  address: Hex | undefined,
  db: Database,
): Promise<FollowedCooperation | undefined> {
  const pinned = await readPinnedCooperation(db);
  if (pinned !== undefined && pinned !== address)
    throw new PortolanError("ChainChanged", { what: "ledger of cooperation", pinned, found: address ?? "not set" });
  if (address === undefined) return undefined;
  if ((await getCode(rpc, address)) === "0x")
    throw new PortolanError("ChainChanged", { what: "ledger of cooperation", found: "no contract", pinned: address });
  const asked = await readConsortium(rpc, address);
  if (asked !== consortium)
    throw new PortolanError("ChainChanged", {
      what: "Consortium of the ledger of cooperation",
      pinned: consortium,
      found: asked,
    });
  const cooperation = { address, hashAct: createActHasher({ chainId, ledger: address }) };
  if (pinned === undefined) await pin(rpc, consortium, cooperation, db);
  return cooperation;
}

/** Repeats the attempt when another gateway moved the checkpoint. */
async function pin(rpc: Rpc, consortium: Hex, cooperation: FollowedCooperation, db: Database): Promise<void> {
  for (;;) {
    const checkpoint = await readCheckpoint(db);
    const changes = await readActsTo(rpc, consortium, cooperation, checkpoint?.block ?? -1);
    if (await pinCooperation(db, cooperation.address, changes, checkpoint)) return;
  }
}

/** Reads and judges the acts up to the block `last`, with the registry as it was at each of them. */
async function readActsTo(
  rpc: Rpc,
  consortium: Hex,
  { address, hashAct }: FollowedCooperation,
  last: number,
): Promise<ActChanges> {
  const directory = new Directory([]);
  const judge = new ActJudge(NO_ACTS, directory, hashAct);
  let header: Awaited<ReturnType<typeof getBlockHeader>>;
  for (let fromBlock = 0; fromBlock <= last; fromBlock += RANGE) {
    const toBlock = Math.min(last, fromBlock + RANGE - 1);
    for (const log of await getLogs(rpc, { addresses: [consortium, address], fromBlock, toBlock, events: EVENTS })) {
      if (log.address === consortium) {
        directory.apply(logToConsortiumEvent(log));
        continue;
      }
      const { blockNumber: block, blockHash, logIndex, transactionHash } = log;
      // The logs of a block follow each other.
      if (header?.hash !== blockHash) header = await getBlockHeader(rpc, block);
      if (header?.hash !== blockHash) throw rpc.invalidAnswer("eth_getLogs", "it has a log of a replaced block");
      const recordedAt = header.timestamp;
      judge.take(logToActEvent(log), { position: positionOf(block, logIndex), block, recordedAt, transactionHash });
    }
  }
  return judge.changes();
}
