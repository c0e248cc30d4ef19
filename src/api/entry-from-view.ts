import { ZERO_BYTES32, type Entry } from "../domain/entry.ts";
import { KINDS } from "../domain/rules/kind.ts";
import type { EntryView } from "./entry.ts";

/** Restores from a view the entry that its author signed. */
export function entryFromView(view: EntryView): Entry {
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
