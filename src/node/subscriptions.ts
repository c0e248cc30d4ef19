import type { LocalChain } from "./local-chain.ts";
import type { Miner } from "./miner.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const MAX_PER_CONNECTION = 64;
const KINDS: readonly unknown[] = ["newHeads", "logs"];

/** The subscriptions of one connection. */
export interface ConnectionSubscriptions {
  /** Handles eth_subscribe. @returns the subscription's id. */
  subscribe(params: readonly unknown[]): Promise<unknown>;
  /** Handles eth_unsubscribe. @returns whether this connection had the subscription. */
  unsubscribe(id: unknown): Promise<boolean>;
  /** Ends all subscriptions of a closed connection. */
  end(): void;
}

/** Sends blocks and logs to subscribers (`newHeads`, `logs`), each when its block is durable. */
export class Subscriptions {
  readonly #chain: LocalChain;
  readonly #miner: Miner;
  readonly #receivers = new Map<string, (message: string) => void>();

  constructor(chain: LocalChain, miner: Miner) {
    this.#chain = chain;
    this.#miner = miner;
    chain.onNotification(({ subscription, result }) => {
      miner.settled().then(
        () => this.#receivers.get(subscription)?.(notification(subscription, result)),
        // The node has stopped serving and the block may be lost, so it is not announced.
        () => this.#receivers.clear(),
      );
    });
  }

  /** @param receive receives each notification as JSON text. */
  connect(receive: (message: string) => void): ConnectionSubscriptions {
    const own = new Set<string>();
    const remove = async (id: string): Promise<void> => {
      own.delete(id);
      this.#receivers.delete(id);
      await this.#chain.request("eth_unsubscribe", [id]);
    };
    let open = true;
    return {
      subscribe: (params) =>
        // Runs while the miner is paused, so that no event arrives before its subscription is stored.
        this.#miner.exclusively(async () => {
          if (!KINDS.includes(params[0])) {
            throw new RpcError(RPC_CODE.invalidParams, "Subscribe to newHeads or to logs.");
          }
          if (own.size >= MAX_PER_CONNECTION) {
            throw new RpcError(RPC_CODE.limitExceeded, "This connection has too many subscriptions.");
          }
          const id = String(await this.#chain.request("eth_subscribe", params));
          own.add(id);
          this.#receivers.set(id, receive);
          if (!open) await remove(id);
          return id;
        }),
      unsubscribe: async (id) => {
        if (typeof id !== "string" || !own.has(id)) return false;
        await remove(id);
        return true;
      },
      end: () => {
        open = false;
        // A node that stopped serving has no subscriptions.
        void Promise.allSettled([...own].map(remove));
      },
    };
  }
}

function notification(subscription: string, result: unknown): string {
  return JSON.stringify({ jsonrpc: "2.0", method: "eth_subscription", params: { subscription, result } });
}
