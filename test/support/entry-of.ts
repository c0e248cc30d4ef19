import { hash } from "node:crypto";
import { type Entry, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { type Kind, KINDS } from "../../src/domain/rules/kind.ts";

/** An entry with blank default fields, dated at the start of the test chain. */
export function entryOf(kind: Kind | number, fields: Partial<Omit<Entry, "kind">>): Entry {
  return {
    shipment: ZERO_BYTES32,
    previous: ZERO_BYTES32,
    kind: typeof kind === "number" ? kind : KINDS[kind],
    author: 0,
    counterparty: 0,
    refersTo: ZERO_BYTES32,
    occurredAt: 1_767_225_600,
    commitment: `0x${hash("sha256", "payload")}`,
    ...fields,
  };
}
