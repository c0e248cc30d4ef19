import { randomBytes } from "node:crypto";
import type { LocalChain } from "./local-chain.ts";
import type { Miner } from "./miner.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { hexOf } from "../domain/encoding/hex.ts";

const MAX_FILTERS = 1_000;

/** Milliseconds after which an unused filter is removed. */
const MAX_IDLE_MS = 5 * 60_000;

/**
 * The filters of all clients. Their ids are random, because each client that knows an id can read the filter. The ids
 * of the Hardhat network are small numbers, which another client could guess.
 */
export class Filters {
  readonly #chain: LocalChain;
  readonly #miner: Miner;
  readonly #filters = new Map<string, { readonly chainId: unknown; usedAt: number }>();
  readonly #sweep: NodeJS.Timeout;

  constructor(chain: LocalChain, miner: Miner) {
    this.#chain = chain;
    this.#miner = miner;
    this.#sweep = setInterval(() => void this.#removeIdle(), MAX_IDLE_MS / 5).unref();
  }

  /** @returns the new filter's id: 0x hex, 16 bytes. */
  async create(method: string, params: readonly unknown[]): Promise<string> {
    if (this.#filters.size >= MAX_FILTERS) throw new RpcError(RPC_CODE.limitExceeded, "Too many filters are in use.");
    const id = hexOf(randomBytes(16));
    const chainId = await this.#miner.exclusively(async () => {
      const created = await this.#chain.request(method, params);
      // A new filter of the chain starts with the present block; only later blocks are changes.
      await this.#chain.request("eth_getFilterChanges", [created]);
      return created;
    });
    this.#filters.set(id, { chainId, usedAt: performance.now() });
    return id;
  }

  async changes(id: unknown): Promise<unknown> {
    const filter = this.#filters.get(String(id));
    if (filter === undefined) throw new RpcError(RPC_CODE.invalidParams, "The filter does not exist.");
    filter.usedAt = performance.now();
    return this.#miner.request("eth_getFilterChanges", [filter.chainId]);
  }

  async remove(id: unknown): Promise<boolean> {
    const filter = this.#filters.get(String(id));
    if (filter === undefined) return false;
    this.#filters.delete(String(id));
    await this.#miner.request("eth_uninstallFilter", [filter.chainId]);
    return true;
  }

  close(): void {
    clearInterval(this.#sweep);
  }

  async #removeIdle(): Promise<void> {
    const oldest = performance.now() - MAX_IDLE_MS;
    const idle = [...this.#filters].filter(([, { usedAt }]) => usedAt < oldest).map(([id]) => id);
    // A node that stopped serving has no filters.
    await Promise.allSettled(idle.map((id) => this.remove(id)));
  }
}
