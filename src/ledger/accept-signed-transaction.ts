import { Transaction } from "ethers/transaction";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { type RelayTransaction, relayTransactionDigest, type SignedTransaction } from "./relay-transaction.ts";

/**
 * Takes a transaction that somebody else signed for us (`eth_signTransaction`), if it is the one that was asked for.
 *
 * @param relay Whose signature it must carry, lower-case.
 * @throws TransactionNotAsAsked
 */
export function acceptSignedTransaction(raw: Hex, asked: RelayTransaction, relay: Hex): SignedTransaction {
  const refuse = (problem: string, cause?: unknown) =>
    new PortolanError("TransactionNotAsAsked", { relay, problem }, { cause });
  let signed: Transaction;
  try {
    signed = Transaction.from(raw);
  } catch (cause) {
    throw refuse("it cannot be decoded", cause);
  }
  if (signed.unsignedHash !== relayTransactionDigest(asked)) throw refuse("its content differs");
  if (signed.from?.toLowerCase() !== relay) throw refuse("another key signed it");
  return { raw, hash: signed.hash as Bytes32 };
}
