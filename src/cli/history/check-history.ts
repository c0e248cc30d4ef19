import { ZERO_BYTES32, type Entry, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";

/** What a check of a shipment's history found. */
export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly head: EntryHash }
  /** The first thing that does not agree. */
  | { readonly whole: false; readonly problem: string };

/**
 * Checks the history that a gateway tells of a shipment, without trusting it: hashes each entry again, follows
 * `previous` from the first to the last, and compares the last with the head that the contract keeps. Because the head
 * commits to all before it, nothing is altered and nothing is missing when these agree.
 *
 * @param entries in the order of `sequence`.
 * @param hashOf the EIP-712 digest for the ledger in question.
 * @param head what the contract answers to `headOf`.
 */
export function checkHistory(
  entries: readonly EntryView[],
  shipment: ShipmentId,
  hashOf: (entry: Entry) => EntryHash,
  head: EntryHash,
): Verdict {
  let previous: EntryHash = ZERO_BYTES32;
  for (const [index, view] of entries.entries()) {
    const place = `entry ${index + 1}`;
    if (view.shipment !== shipment) return { whole: false, problem: `${place} is about another shipment` };
    if (view.sequence !== index + 1) return { whole: false, problem: `${place} is missing` };
    if (view.previous !== previous) return { whole: false, problem: `${place} does not follow the one before it` };
    if (hashOf(toEntry(view)) !== view.hash)
      return { whole: false, problem: `${place} does not have the hash that it claims` };
    previous = view.hash;
  }
  if (previous !== head)
    return { whole: false, problem: `the contract has the head ${head}, the history ends in ${previous}` };
  return { whole: true, entries: entries.length, head };
}

function toEntry(view: EntryView): Entry {
  return {
    shipment: view.shipment,
    previous: view.previous,
    kind: KINDS[view.kind],
    author: view.author?.id ?? 0,
    counterparty: view.counterparty?.id ?? 0,
    refersTo: view.refersTo ?? ZERO_BYTES32,
    occurredAt: view.occurredAt,
    commitment: view.commitment,
  };
}
