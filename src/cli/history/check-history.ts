import { ZERO_BYTES32, type Entry, type EntryHash, type ShipmentId } from "../../domain/entry.ts";
import { entryFromView } from "../../api/entry-from-view.ts";
import type { EntryView } from "../../api/entry.ts";

/** Result of the check of a shipment's history. */
export type HistoryCheck =
  | { readonly whole: true; readonly entries: number; readonly head: EntryHash }
  /** The first contradiction. */
  | { readonly whole: false; readonly problem: string };

/**
 * Checks a shipment's history from an untrusted gateway: computes the hash of each entry, follows `previous` from the
 * first entry to the last, and compares the last hash with the head in the contract. The head commits to all entries.
 * If both are equal, no entry is changed or missing.
 *
 * @param entries entries in the order of `sequence`.
 * @param hashOf computes the EIP-712 digest of an entry for this ledger.
 * @param head the result of `headOf` in the contract.
 */
export function checkHistory(
  entries: readonly EntryView[],
  shipment: ShipmentId,
  hashOf: (entry: Entry) => EntryHash,
  head: EntryHash,
): HistoryCheck {
  let previous: EntryHash = ZERO_BYTES32;
  for (const [index, view] of entries.entries()) {
    const place = `entry ${index + 1}`;
    if (view.shipment !== shipment) return { whole: false, problem: `${place} belongs to another shipment` };
    if (view.sequence !== index + 1) return { whole: false, problem: `${place} is missing` };
    if (view.previous !== previous) return { whole: false, problem: `${place} does not follow the entry before it` };
    if (hashOf(entryFromView(view)) !== view.hash)
      return { whole: false, problem: `${place} does not have its stated hash` };
    previous = view.hash;
  }
  if (previous !== head)
    return { whole: false, problem: `the history ends with ${previous}, and the head in the contract is ${head}` };
  return { whole: true, entries: entries.length, head };
}
