import { KINDS } from "../../domain/kind.ts";
import type { OpenSubmission } from "../../store/submissions.ts";

/** Gas of a transaction beside its entries: the intrinsic cost, and what the call itself needs. */
export const TRANSACTION_GAS = 60_000;

/** Osaka bounds a transaction at 2^24 gas (EIP-7825); what is sent stays below on every chain. */
export const BATCH_GAS = 16_000_000;

/** An entry that only moves a shipment's head: 25,000 as measured, and room for what a refusal writes to the log. */
const PLAIN = 40_000;

/** Kinds that write more storage: a first record, a unit's record, a case, a correction. */
const DEARER: Readonly<Record<number, number>> = {
  [KINDS.Consign]: 80_000,
  [KINDS.Load]: 110_000,
  [KINDS.Unload]: 110_000,
  [KINDS.Hold]: 80_000,
  [KINDS.Correct]: 80_000,
};

/** What asking a wallet contract costs at most (`Signatures.sol`), and its longer signature. */
const WALLET = 300_000;

/** Hexadecimal characters of a 65-byte signature; anything longer is a wallet's. */
const ACCOUNT_SIGNATURE = 2 + 2 * 65;

/** An upper bound of the gas that an entry takes in a batch. A limit too high costs nothing, one too low everything. */
export function entryGas({ kind, signature }: OpenSubmission): number {
  const plain = DEARER[kind] ?? PLAIN;
  return signature !== null && signature.length > ACCOUNT_SIGNATURE ? plain + WALLET : plain;
}
