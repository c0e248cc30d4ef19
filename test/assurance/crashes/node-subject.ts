import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { blockHashes, call, FAUCET, type Json, transfer } from "../../node/node-fixture.ts";
import { type NodeProcess, spawnNode } from "../../node/node-process.ts";
import type { Order } from "../steps/order.ts";
import type { SourcePatch } from "../steps/patch-sources.ts";
import { Watch } from "../steps/watch.ts";
import type { DisturbedProgram, Prefix } from "../syscalls/try-calls.ts";
import type { Outcome, Phase, Subject } from "./trial.ts";

/** One thread of the pool writes files, so that the order of its calls is always the same. */
const ONE_THREAD = { UV_THREADPOOL_SIZE: "1" };

/** Limit in milliseconds for a node to die by order after its work. */
const DEATH_MS = 400;

/** Transactions of one round. */
const TRANSACTIONS = 3;

/** The local node, killed at the steps of its journal, with all data that it showed to clients. */
export class NodeSubject implements Subject, DisturbedProgram {
  readonly phases: readonly Phase[] = [
    {
      name: "first start",
      rehearse: () => this.#inFreshFolder((folder) => this.#rehearseStart(folder)),
      crash: (order) => this.#inFreshFolder((folder) => this.#crashAtStart(folder, order)),
    },
    {
      name: "start after a torn write",
      rehearse: () => this.#afterTornWrite(() => this.#rehearseStart(this.#folder)),
      crash: (order) => this.#afterTornWrite(() => this.#crashAtStart(this.#folder, order)),
    },
    { name: "work", rehearse: () => this.#rehearseWork(), crash: (order) => this.#crashAtWork(order) },
  ];
  readonly #root: string;
  #folder: string;
  readonly #watch: Watch;
  #node: NodeProcess | null = null;
  /** Receipts that clients received, by the hash of the transaction, and the hashes of the blocks that they saw. */
  readonly #receipts = new Map<string, Json>();
  #blocks: readonly string[] = [];

  private constructor(root: string, faults: readonly SourcePatch[]) {
    this.#root = root;
    this.#folder = join(root, "chain");
    this.#watch = new Watch(root, faults);
  }

  /** @param faults Faults to plant in the node. */
  static async open(faults: readonly SourcePatch[] = []): Promise<NodeSubject> {
    return new NodeSubject(await mkdtemp(join(tmpdir(), "portolan-crashing-")), faults);
  }

  /** Starts with an empty folder and works, run by the given command. */
  async workBehind(prefix: Prefix): Promise<readonly string[]> {
    await this.#end();
    this.#folder = join(await mkdtemp(join(this.#root, "fresh-")), "chain");
    this.#receipts.clear();
    this.#blocks = [];
    this.#watch.order(null);
    const files = [join(this.#folder, "chain.journal"), this.#folder];
    const node = await this.#spawn(this.#folder, prefix(files)).catch(() => null);
    await (node && this.#send(node.url).catch(() => undefined));
    await node?.kill();
    const again = await this.#start().catch(() => null);
    return again === null ? ["it does not start again"] : this.#compare(again.url);
  }

  async close(): Promise<void> {
    await this.#end();
    this.#watch.close();
    await rm(this.#root, { recursive: true, force: true });
  }

  async #rehearseStart(folder: string): Promise<ReadonlyMap<string, number>> {
    this.#watch.order(null);
    const node = await this.#spawn(folder);
    const steps = this.#watch.steps();
    await node.kill();
    return steps;
  }

  async #crashAtStart(folder: string, order: Order): Promise<Outcome> {
    this.#watch.order(order);
    const started = await this.#spawn(folder).catch(() => null);
    await started?.kill();
    this.#watch.order(null);
    const reached = started === null;
    const again = await this.#spawn(folder).catch(() => null);
    if (again === null) return { reached, problems: ["it does not start again"] };
    const problems = folder === this.#folder ? await this.#compare(again.url) : await this.#canGoOn(again.url);
    await again.kill();
    return { reached, problems };
  }

  async #rehearseWork(): Promise<ReadonlyMap<string, number>> {
    const { url } = await this.#start();
    this.#watch.order(null);
    await this.#send(url);
    return this.#watch.steps();
  }

  async #crashAtWork(order: Order): Promise<Outcome> {
    const node = await this.#start();
    this.#watch.order(order);
    const reached = await Promise.race([
      node.ended.then(() => true),
      this.#send(node.url).then(
        // The node may die in work that the client does not await.
        () => sleep(DEATH_MS, false),
        () => node.ended.then(() => true),
      ),
    ]);
    await this.#end();
    const again = await this.#start().catch(() => null);
    return { reached, problems: again === null ? ["it does not start again"] : await this.#compare(again.url) };
  }

  /** Sends transactions one after the other, and notes the receipts. */
  async #send(url: string): Promise<void> {
    for (let sent = 0; sent < TRANSACTIONS; sent++) {
      const nonce = Number(await call(url, "eth_getTransactionCount", FAUCET.address, "latest"));
      const hash = await call(url, "eth_sendRawTransaction", await transfer(nonce));
      for (let receipt = null; receipt === null;) {
        receipt = await call(url, "eth_getTransactionReceipt", hash);
        if (receipt !== null) this.#receipts.set(hash, receipt);
      }
      this.#blocks = await blockHashes(url);
    }
  }

  /** Compares the chain with the blocks and receipts that clients saw. */
  async #compare(url: string): Promise<string[]> {
    const problems: string[] = [];
    const hashes = await blockHashes(url);
    if (this.#blocks.some((hash, height) => hashes[height] !== hash)) problems.push("a block that was seen is missing");
    for (const [hash, receipt] of this.#receipts) {
      const now = await call(url, "eth_getTransactionReceipt", hash);
      if (JSON.stringify(now) !== JSON.stringify(receipt))
        problems.push(`the receipt of ${hash} is missing or different`);
    }
    return [...problems, ...(await this.#canGoOn(url))];
  }

  async #canGoOn(url: string): Promise<string[]> {
    const nonce = Number(await call(url, "eth_getTransactionCount", FAUCET.address, "latest"));
    const hash = await call(url, "eth_sendRawTransaction", await transfer(nonce));
    for (const end = Date.now() + 5_000; Date.now() < end;)
      if ((await call(url, "eth_getTransactionReceipt", hash)) !== null) return [];
    return ["it mines no more blocks"];
  }

  /** Ends a run in the middle of writing a block. */
  async #afterTornWrite<Result>(work: () => Promise<Result>): Promise<Result> {
    const node = await this.#start();
    this.#watch.order({ step: "write chain.journal", nth: 1, moment: "halfway" });
    await this.#send(node.url).catch(() => undefined);
    await node.ended;
    this.#node = null;
    return work();
  }

  async #inFreshFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(this.#root, "fresh-"));
    try {
      return await work(join(folder, "chain"));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Starts a node without faults, unless one runs. */
  async #start(): Promise<NodeProcess> {
    if (this.#node === null) {
      this.#watch.order(null);
      this.#node = await this.#spawn(this.#folder);
    }
    return this.#node;
  }

  async #end(): Promise<void> {
    await this.#node?.kill();
    this.#node = null;
  }

  #spawn(folder: string, prefix: readonly string[] = []): Promise<NodeProcess> {
    return spawnNode(folder, {
      environment: { ...this.#watch.environment, ...ONE_THREAD },
      prefix,
      warnings: "ignore",
    });
  }
}
