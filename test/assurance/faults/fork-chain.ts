import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { JsonRpcProvider, NonceManager, Wallet } from "ethers";
import { startNode, type RunningNode } from "../../../src/node/start-node.ts";
import { FAUCET } from "../../support/stack.ts";
import type { World } from "./world.ts";

/** File of the local chain in its folder. */
const JOURNAL = "chain.journal";

/**
 * Replaces the last blocks of the node's chain by others and makes the chain longer, which clients see as a
 * reorganisation. A second real node starts from the first one's earlier data on disk and takes its place.
 *
 * @param depth Number of blocks to lose. When the gateways send too few, other transactions fill them.
 * @returns the number of lost blocks.
 */
export async function reorganise(world: World, depth: number): Promise<number> {
  const { chain } = world;
  const folder = await mkdtemp(join(tmpdir(), "portolan-fork-"));
  world.closing.push(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "chain"), { mode: 0o700 });
  await copyFile(join(world.chainFolder, JOURNAL), join(folder, "chain", JOURNAL));

  const switched = Promise.withResolvers<void>();
  let sent = 0;
  const before = chain.interference;
  chain.interference = {
    async before({ methods }) {
      if (methods.includes("eth_sendRawTransaction") && ++sent > depth) await switched.promise;
      return undefined;
    },
  };
  try {
    const forkedAt = await mineUntil(chain.target, world, depth);
    chain.interference = { before: () => switched.promise.then(() => undefined) };
    const height = await heightOf(chain.target);
    const other = await startNodeIn(join(folder, "chain"));
    world.closing.push(() => other.close());
    await fill(other.url, height + 1);
    world.chainFolder = join(folder, "chain");
    chain.target = other.url;
    return height - Math.min(forkedAt, other.replayed);
  } finally {
    chain.interference = before;
    switched.resolve();
  }
}

/** Ends the node and starts it again from its journal, with an empty pool. */
export async function restartNode(world: World): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), "portolan-node-"));
  world.closing.push(() => rm(copy, { recursive: true, force: true }));
  const { chain } = world;
  const back = Promise.withResolvers<void>();
  const before = chain.interference;
  chain.interference = { before: () => back.promise.then(() => undefined) };
  try {
    await mkdir(join(copy, "chain"), { mode: 0o700 });
    await copyFile(join(world.chainFolder, JOURNAL), join(copy, "chain", JOURNAL));
    const node = await startNodeIn(join(copy, "chain"));
    world.closing.push(() => node.close());
    world.chainFolder = join(copy, "chain");
    chain.target = node.url;
  } finally {
    chain.interference = before;
    back.resolve();
  }
}

/**
 * Waits until the chain has `more` additional blocks, and sends transactions when no client does.
 *
 * @returns its height before.
 */
async function mineUntil(url: string, world: World, more: number): Promise<number> {
  const begun = await heightOf(world.chain.target);
  for (let waited = 0; (await heightOf(url)) < begun + more; waited++) {
    await sleep(20);
    if (waited > 10) await fill(url, begun + more);
  }
  return begun;
}

/** Mines blocks with meaningless transactions up to a height. */
async function fill(url: string, height: number): Promise<void> {
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1, pollingInterval: 10 });
  try {
    const faucet = new NonceManager(new Wallet(FAUCET, provider));
    while ((await provider.getBlockNumber()) < height) {
      await (await faucet.sendTransaction({ to: await faucet.getAddress(), value: 1n })).wait();
    }
  } finally {
    provider.destroy();
  }
}

async function heightOf(url: string): Promise<number> {
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
  try {
    return await provider.getBlockNumber();
  } finally {
    provider.destroy();
  }
}

function startNodeIn(dataDir: string): Promise<RunningNode> {
  return startNode({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    onWarning: () => undefined,
    onProgress: () => undefined,
  });
}
