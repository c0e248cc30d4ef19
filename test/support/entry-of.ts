import { hash } from "node:crypto";
import { type Entry, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { type Kind, KINDS } from "../../src/domain/rules/kind.ts";

/** An entry whose fields are blank where they are not given, and which occurred when the test chain starts. */
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
