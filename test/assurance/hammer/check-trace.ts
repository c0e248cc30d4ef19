import { type Entry, type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import type { Trace } from "../../../src/api/trace.ts";
import type { ShipmentHead } from "../../../src/ledger/read-head.ts";

/** The chain's record of a shipment at the block of a trace. */
export interface OnChain extends ShipmentHead {
  /** The block's hash. */
  readonly block: string;
}

/**
 * The first difference of a trace from the chain, as a sentence; `undefined` without one. It computes every hash from
 * the entry's fields, so that the head in the contract confirms each entry.
 *
 * @param promised Hashes of entries that the gateway had reported as recorded before the request.
 */
export function checkTrace(
  trace: Trace,
  shipment: ShipmentId,
  promised: readonly EntryHash[],
  hashOf: (entry: Entry) => EntryHash,
  onChain: OnChain,
): string | undefined {
  let previous: EntryHash = ZERO_BYTES32;
  for (const [index, { hash, author, counterparty, refersTo, ...entry }] of trace.entries.entries()) {
    const computed = hashOf({
      shipment: entry.shipment,
      previous,
      kind: KINDS[entry.kind],
      author: author?.id ?? 0,
      counterparty: counterparty?.id ?? 0,
      refersTo: refersTo ?? ZERO_BYTES32,
      occurredAt: entry.occurredAt,
      commitment: entry.commitment,
    });
    if (computed !== hash) return `entry ${index + 1} of ${shipment} hashes to ${computed} instead of ${hash}`;
    previous = hash;
  }
  if (trace.shipment.id !== shipment) return `the trace of ${shipment} belongs to shipment ${trace.shipment.id}`;
  if (previous !== trace.head) return `the history of ${shipment} ends in ${previous} instead of ${trace.head}`;
  const { number, hash } = trace.checkpoint;
  if (hash !== onChain.block) return `block ${number} has the hash ${onChain.block} instead of ${hash}`;
  if (trace.head !== onChain.head) {
    return `at block ${number} the head of ${shipment} is ${onChain.head} instead of ${trace.head}`;
  }
  if (trace.shipment.custodian?.id !== onChain.custody.custodian) {
    return `at block ${number} participant ${onChain.custody.custodian} is the custodian of ${shipment}, but the trace names another`;
  }
  const told = new Set(trace.entries.map((entry) => entry.hash));
  const lost = promised.find((hash) => !told.has(hash));
  return lost && `entry ${lost} of ${shipment} was reported as recorded but is not in the trace`;
}
