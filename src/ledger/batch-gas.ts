import { type ActKind, actKindName } from "../domain/cooperation/act-kind.ts";
import type { SignedAct } from "../domain/cooperation/act.ts";
import type { Hex, SignedEntry } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { type Kind, kindName } from "../domain/rules/kind.ts";

/** The gas limit of one transaction on a chain with the Osaka rules (EIP-7825). */
export const MAX_TRANSACTION_GAS = 2 ** 24;

/** Gas of the transaction itself and of the first access to the contracts. */
export const TRANSACTION_GAS = 60_000;

/**
 * Upper bounds of the gas of one entry in a batch, at least a sixth above the measured gas with cold storage. A bound
 * that is too high costs nothing; one that is too low loses the whole batch.
 */
const ENTRY = 50_000;
const DEARER: Partial<Record<Kind, number>> = {
  Consign: 85_000,
  Load: 85_000,
  Unload: 85_000,
  Hold: 75_000,
  Correct: 75_000,
};

/** The same bounds for acts, which have four more fields in their log. */
const ACT = 75_000;
const DEARER_ACTS: Partial<Record<ActKind, number>> = {
  Propose: 190_000,
  Name: 95_000,
  Ask: 165_000,
  Offer: 125_000,
  Onward: 150_000,
  Seal: 125_000,
  Anchor: 120_000,
  Convene: 190_000,
  Invite: 95_000,
  Exhibit: 125_000,
  Derive: 125_000,
};

/** A wallet contract gets 200,000 gas, for which 64/63 of that and 10,000 must be left (EIP-150). */
const WALLET = 250_000;

/** Gas of one byte: nonzero calldata, its copy in memory, and the log. */
const BYTE = 30;

/**
 * Gas that `recordBatch` of these entries, or `record` of one, never exceeds.
 *
 * @throws TransactionTooCostly when that is more than `limit`: the smaller of MAX_TRANSACTION_GAS and the block's limit.
 */
export const batchGas = (batch: readonly SignedEntry[], limit: number): number =>
  within(
    limit,
    batch.map(({ entry, signature }) => entryGas(entry.kind, signature)),
  );

/** The same for acts. */
export const actBatchGas = (batch: readonly SignedAct[], limit: number): number =>
  within(
    limit,
    batch.map(({ act, signature }) => actGas(act.kind, signature)),
  );

/**
 * An upper bound of the gas of one entry of a batch.
 *
 * @param signature the author's signature; `null` counts as an account's.
 */
export function entryGas(kindNumber: number, signature: Hex | null): number {
  const kind = kindName(kindNumber);
  return ((kind && DEARER[kind]) ?? ENTRY) + walletGas(signature);
}

/** The same for one act. */
export function actGas(kindNumber: number, signature: Hex | null): number {
  const kind = actKindName(kindNumber);
  return ((kind && DEARER_ACTS[kind]) ?? ACT) + walletGas(signature);
}

function walletGas(signature: Hex | null): number {
  if (signature === null) return 0;
  const bytes = (signature.length - 2) / 2;
  return bytes === 64 || bytes === 65 ? 0 : WALLET + bytes * BYTE;
}

function within(limit: number, parts: readonly number[]): number {
  const gas = parts.reduce((sum, part) => sum + part, TRANSACTION_GAS);
  if (gas > limit) throw new PortolanError("TransactionTooCostly", { gas, limit });
  return gas;
}
