import type { Hex, SignedEntry } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { type Kind, kindName } from "../domain/rules/kind.ts";

/** What one transaction may spend at most on a chain with the Osaka rules (EIP-7825). */
export const MAX_TRANSACTION_GAS = 2 ** 24;

/** What the transaction itself and the first touch of the contracts cost. */
export const TRANSACTION_GAS = 60_000;

/**
 * Bounds of what one entry in a batch costs, a sixth or more above what was measured with cold storage everywhere: too much
 * costs nothing, and too little loses the whole batch.
 */
const ENTRY = 50_000;
const DEARER: Partial<Record<Kind, number>> = {
  Consign: 85_000,
  Load: 85_000,
  Unload: 85_000,
  Hold: 75_000,
  Correct: 75_000,
};

/** A wallet contract is granted 200,000 for its answer, and 64/63 of that and 10,000 must be left (EIP-150). */
const WALLET = 250_000;

/** Calldata that is not zero, its copy in memory, and the log. */
const BYTE = 30;

/**
 * Gas that `recordBatch` of these entries, or `record` of one, never exceeds.
 *
 * @throws TransactionTooCostly when that is more than `limit`: the smaller of MAX_TRANSACTION_GAS and the block's limit.
 */
export function batchGas(batch: readonly SignedEntry[], limit: number): number {
  const gas = batch.reduce((sum, { entry, signature }) => sum + entryGas(entry.kind, signature), TRANSACTION_GAS);
  if (gas > limit) throw new PortolanError("TransactionTooCostly", { gas, limit });
  return gas;
}

/**
 * What one entry of a batch never exceeds.
 *
 * @param signature the author's, where it is known already; an account's otherwise.
 */
export function entryGas(kindNumber: number, signature: Hex | null): number {
  const kind = kindName(kindNumber);
  const execution = (kind && DEARER[kind]) ?? ENTRY;
  if (signature === null) return execution;
  const bytes = (signature.length - 2) / 2;
  return bytes === 64 || bytes === 65 ? execution : execution + WALLET + bytes * BYTE;
}
