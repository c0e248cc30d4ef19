import type { LocalChain } from "./local-chain.ts";

/** An accepted transaction that is not yet mined. */
export interface PooledTransaction {
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** 0x hex of its EIP-2718 envelope. */
  readonly raw: string;
  readonly from: string;
  readonly nonce: number;
  /** The balance that its sender needs, in wei: its value, and all its gas at the highest price. */
  readonly cost: bigint;
}

/** Reads a transaction from the chain, which has decoded it and recovered its sender. */
export async function readPooledTransaction(chain: LocalChain, hash: string, raw: string): Promise<PooledTransaction> {
  const found = await chain.request<RpcTransaction | null>("eth_getTransactionByHash", [hash]);
  if (found === null) throw new Error(`The chain accepted transaction ${hash} and does not know it.`);
  const price = BigInt(found.maxFeePerGas ?? found.gasPrice);
  const cost = BigInt(found.value) + BigInt(found.gas) * price;
  return { hash, raw, from: found.from, nonce: Number(found.nonce), cost };
}

/** The used members of eth_getTransactionByHash's answer. */
interface RpcTransaction {
  readonly from: string;
  readonly nonce: string;
  readonly value: string;
  readonly gas: string;
  readonly gasPrice: string;
  readonly maxFeePerGas?: string;
}
