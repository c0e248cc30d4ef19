import { join } from "node:path";

/** A block as it was just mined. */
export interface MinedBlock {
  readonly height: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** The hashes of its transactions, in order. */
  readonly transactions: readonly string[];
}

/** One event of a subscription, as the chain reports it: at once, not when it is durable. */
export interface ChainNotification {
  readonly subscription: string;
  readonly result: unknown;
}

/** The chain in memory. It mines when told to and keeps nothing. */
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
  /** Mines one block with what the pool holds, dated `timestamp` (Unix seconds, not before the block before). */
  mine(timestamp: number): Promise<MinedBlock>;
  /** Lets calls on the pending block see the present time, after a replay with times of the past. */
  alignClock(): Promise<void>;
  onNotification(listener: (notification: ChainNotification) => void): void;
  close(): Promise<void>;
}

const NETWORK = "chain";
const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Builds the Hardhat network "chain" of hardhat.config.ts, whatever folder the process was started in. Compiled
 * contracts are left out: they would serve only stack traces, and cost seconds at start and time at every revert.
 *
 * The base fee is zero in every block, as on the production chain (`zeroBaseFee`). Left to EIP-1559, it would
 * rise with each busy block, and as no block is mined without a transaction it would never fall again under the
 * fee of those that wait. Blocks are a function of transactions and timestamps alone: a replay gives the same hashes.
 */
export async function createLocalChain(): Promise<LocalChain> {
  keepFreedMemory();
  // Loaded here and not above: commands that start no chain need not wait for Hardhat.
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
 * Lets the chain keep the memory that one block took for the next one. Its allocator (mimalloc) would give it back to the
 * system in every pause between two blocks, which then has to zero it again: a quarter of the node's time, and more on a
 * busy machine. It reads this from the environment when the chain's library is loaded, and knows no other way.
 */
function keepFreedMemory(): void {
  // eslint-disable-next-line no-restricted-syntax -- it is written for a library, and read by nobody else
  process.env["MIMALLOC_PURGE_DELAY"] ??= "-1";
}

/** The members of eth_getBlockByNumber's answer that are read here. */
interface RpcBlock {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
  readonly transactions: readonly string[];
}
