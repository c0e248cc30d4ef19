import type { LocalChain } from "./local-chain.ts";

/** A transaction that the chain has accepted and not yet mined. */
export interface PooledTransaction {
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** As it was sent: 0x hex of its EIP-2718 envelope. */
  readonly raw: string;
  readonly from: string;
  readonly nonce: number;
  /** What its sender must own when it is mined, in wei: its value, and all its gas at its highest price. */
  readonly cost: bigint;
}

/** Asks the chain, which has decoded the transaction and recovered its sender, rather than doing both again. */
export async function readPooledTransaction(chain: LocalChain, hash: string, raw: string): Promise<PooledTransaction> {
  const found = await chain.request<RpcTransaction | null>("eth_getTransactionByHash", [hash]);
  if (found === null) throw new Error(`The chain accepted transaction ${hash} and does not know it.`);
  const price = BigInt(found.maxFeePerGas ?? found.gasPrice);
  const cost = BigInt(found.value) + BigInt(found.gas) * price;
  return { hash, raw, from: found.from, nonce: Number(found.nonce), cost };
}

/** The members of eth_getTransactionByHash's answer that are read here. */
interface RpcTransaction {
  readonly from: string;
  readonly nonce: string;
  readonly value: string;
  readonly gas: string;
  readonly gasPrice: string;
  readonly maxFeePerGas?: string;
}
