import { type Entry, type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import type { Trace } from "../../../src/api/trace.ts";
import type { ShipmentHead } from "../../../src/ledger/read-head.ts";

/** What the chain says of a shipment at the block that a trace names. */
export interface OnChain extends ShipmentHead {
  /** The block's hash. */
  readonly block: string;
}

/**
 * The first thing in a trace that is not as the chain has it, in words; `undefined` when all is. Every hash is computed
 * from the entries' fields, so that the head, which the contract keeps, vouches for each.
 *
 * @param promised hashes of entries that the gateway had told as recorded before it was asked.
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
    if (computed !== hash) return `entry ${index + 1} of ${shipment} hashes to ${computed}, and is called ${hash}`;
    previous = hash;
  }
  if (trace.shipment.id !== shipment) return `asked for ${shipment}, it told of ${trace.shipment.id}`;
  if (previous !== trace.head) return `the history of ${shipment} ends in ${previous}, and is said to in ${trace.head}`;
  const { number, hash } = trace.checkpoint;
  if (hash !== onChain.block) return `block ${number} is ${onChain.block}, and was called ${hash}`;
  if (trace.head !== onChain.head) {
    return `at block ${number} the head of ${shipment} is ${onChain.head}, and was said to be ${trace.head}`;
  }
  if (trace.shipment.custodian?.id !== onChain.custody.custodian) {
    return `at block ${number} participant ${onChain.custody.custodian} has custody of ${shipment}, and another was told`;
  }
  const told = new Set(trace.entries.map((entry) => entry.hash));
  const lost = promised.find((hash) => !told.has(hash));
  return lost && `entry ${lost} of ${shipment} was told as recorded, and is not in the trace`;
}
