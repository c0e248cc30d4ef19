import type { Bytes32, Hex } from "../domain/entry.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import { keccak256Hex } from "../domain/encoding/keccak256.ts";
import type { Fees } from "./fees.ts";
import { rlp, rlpNumber, type RlpItem } from "./rlp.ts";

/** A call of a contract that a relay pays for; it sends no value. */
export interface RelayTransaction {
  readonly chainId: number;
  readonly nonce: number;
  readonly to: Hex;
  readonly data: Uint8Array;
  readonly gasLimit: number;
  readonly fees: Fees;
}

/** A transaction as `eth_sendRawTransaction` takes it, and its hash. */
export interface SignedTransaction {
  readonly raw: Hex;
  readonly hash: Bytes32;
}

const TYPE_EIP1559 = Buffer.from([2]);

/** The digest that a relay's key signs: the hash of the unsigned transaction (EIP-1559, or EIP-155 with a gas price). */
export function relayTransactionDigest(transaction: RelayTransaction): Bytes32 {
  return keccak256Hex(envelope(transaction, [], [rlpNumber(transaction.chainId), rlpNumber(0), rlpNumber(0)]));
}

/**
 * Signs a transaction.
 *
 * @param sign Signs {@link relayTransactionDigest}: r, s and the recovery bit in 64 bytes (EIP-2098).
 */
export async function signRelayTransaction(
  transaction: RelayTransaction,
  sign: (digest: Bytes32) => Hex | Promise<Hex>,
): Promise<SignedTransaction> {
  const signature = BigInt(await sign(relayTransactionDigest(transaction)));
  const yParity = Number((signature >> 255n) & 1n);
  const r = rlpNumber(signature >> 256n);
  const s = rlpNumber(signature & ((1n << 255n) - 1n));
  const bytes = envelope(
    transaction,
    [rlpNumber(yParity), r, s],
    [rlpNumber(BigInt(yParity) + 35n + 2n * BigInt(transaction.chainId)), r, s],
  );
  return { raw: hexOf(bytes), hash: keccak256Hex(bytes) };
}

/** Encodes the transaction. `typed` ends an EIP-1559 transaction, `legacy` one with a single gas price. */
function envelope(transaction: RelayTransaction, typed: readonly RlpItem[], legacy: readonly RlpItem[]): Uint8Array {
  const { chainId, nonce, to, data, gasLimit, fees } = transaction;
  const call = [rlpNumber(gasLimit), bytesOf(to), rlpNumber(0), data];
  if ("gasPrice" in fees) return rlp([rlpNumber(nonce), rlpNumber(fees.gasPrice), ...call, ...legacy]);
  const { maxPriorityFeePerGas, maxFeePerGas } = fees;
  const prices = [rlpNumber(maxPriorityFeePerGas), rlpNumber(maxFeePerGas)];
  return Buffer.concat([TYPE_EIP1559, rlp([rlpNumber(chainId), rlpNumber(nonce), ...prices, ...call, [], ...typed])]);
}
