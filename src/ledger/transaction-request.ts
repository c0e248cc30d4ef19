import { hexOf } from "../domain/encoding/hex.ts";
import type { Hex } from "../domain/entry.ts";
import { quantity } from "./quantity.ts";
import type { RelayTransaction } from "./relay-transaction.ts";

/** A transaction as `eth_signTransaction` takes it, for a relay whose key is elsewhere. */
export function transactionRequest(transaction: RelayTransaction, from: Hex): Readonly<Record<string, string>> {
  const { chainId, nonce, to, data, gasLimit, fees } = transaction;
  return {
    from,
    to,
    gas: quantity(gasLimit),
    nonce: quantity(nonce),
    value: quantity(0),
    data: hexOf(data),
    chainId: quantity(chainId),
    ...("gasPrice" in fees
      ? { gasPrice: quantity(fees.gasPrice) }
      : { maxFeePerGas: quantity(fees.maxFeePerGas), maxPriorityFeePerGas: quantity(fees.maxPriorityFeePerGas) }),
  };
}
