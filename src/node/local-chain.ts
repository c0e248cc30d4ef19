import { join } from "node:path";

/** A block that was just mined. */
export interface MinedBlock {
  readonly height: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** The hashes of its transactions, in order. */
  readonly transactions: readonly string[];
}

/** An event of a subscription. The chain reports it at once, before its block is durable. */
export interface ChainNotification {
  readonly subscription: string;
  readonly result: unknown;
}

/** The chain in memory. It mines on request and stores nothing. */
export interface LocalChain {
  readonly chainId: number;
  /** Hash of block 0. */
  readonly genesis: string;
  /** Timestamp of block 0, Unix seconds. */
  readonly genesisTimestamp: number;
  /**
   * Executes one JSON-RPC method of the Hardhat network, which is part of this process: its result is not checked.
   *
   * @throws Hardhat's ProviderError.
   */
  request<Result>(method: string, params: readonly unknown[]): Promise<Result>;
  /** Mines one block with the transactions of the pool, dated `timestamp` (Unix seconds, not before the last block). */
  mine(timestamp: number): Promise<MinedBlock>;
  /** Sets the clock of the pending block to the present, after a replay of past blocks. */
  alignClock(): Promise<void>;
  onNotification(listener: (notification: ChainNotification) => void): void;
  close(): Promise<void>;
}

const NETWORK = "chain";
const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Creates the Hardhat network "chain" of hardhat.config.ts, from any working directory. It has no compiled contracts:
 * they would serve only stack traces, and cost seconds at start and time at each revert.
 *
 * The base fee is zero in every block, as on the production chain (`zeroBaseFee`). Under EIP-1559 it would rise with
 * each busy block. It could then stay above the fees of waiting transactions, because no empty block lowers it. Blocks
 * depend only on transactions and timestamps, so a replay gives the same hashes.
 */
export async function createLocalChain(): Promise<LocalChain> {
  keepFreedMemory();
  // A dynamic import, so that commands without a chain do not load Hardhat.
  const { createHardhatRuntimeEnvironment } = await import("hardhat/hre");
  const { default: config } = await import("../../hardhat.config.ts");
  const network = config.networks?.[NETWORK];
  if (network === undefined) throw new Error(`hardhat.config.ts has no network "${NETWORK}".`);
  const runtime = await createHardhatRuntimeEnvironment(
    { networks: { [NETWORK]: network }, paths: { artifacts: join("cache", "no-artifacts") } },
    {},
    ROOT,
  );
  const connection = await runtime.network.create(NETWORK);
  const { provider } = connection;
  const request = async <Result>(method: string, params: readonly unknown[]): Promise<Result> =>
    (await provider.request({ method, params: [...params] })) as Result;
  const fixBaseFee = (): Promise<unknown> => request("hardhat_setNextBlockBaseFeePerGas", ["0x0"]);
  const latest = () => request<RpcBlock>("eth_getBlockByNumber", ["latest", false]);

  await request("evm_setAutomine", [false]);
  await fixBaseFee();
  const genesis = await latest();
  return {
    chainId: Number(await request("eth_chainId", [])),
    genesis: genesis.hash,
    genesisTimestamp: Number(genesis.timestamp),
    request,
    mine: async (timestamp) => {
      await request("evm_mine", [timestamp]);
      await fixBaseFee();
      const { number, hash, timestamp: dated, transactions } = await latest();
      return { height: Number(number), timestamp: Number(dated), hash, transactions };
    },
    alignClock: async () => {
      const pending = await request<RpcBlock>("eth_getBlockByNumber", ["pending", false]);
      const behind = Math.floor(Date.now() / 1000) - Number(pending.timestamp);
      if (behind > 0) await request("evm_increaseTime", [behind]);
    },
    onNotification: (listener) => provider.on("notification", listener),
    close: () => connection.close(),
  };
}

/**
 * Lets the chain reuse the memory of one block for the next block. Otherwise its allocator (mimalloc) returns it to the
 * system after each block, and the system zeroes it again: a quarter of the node's time, and more on a busy machine.
 * mimalloc reads this only from the environment, when the library is loaded.
 */
function keepFreedMemory(): void {
  // eslint-disable-next-line no-restricted-syntax -- the variable is set for a library, not read
  process.env["MIMALLOC_PURGE_DELAY"] ??= "-1";
}

/** The used members of eth_getBlockByNumber's answer. */
interface RpcBlock {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
  readonly transactions: readonly string[];
}
