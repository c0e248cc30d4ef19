import { hash } from "node:crypto";
import type { Act } from "../../src/domain/cooperation/act.ts";
import { ACT_KINDS, type ActKind } from "../../src/domain/cooperation/act-kind.ts";
import { ZERO_BYTES32 } from "../../src/domain/entry.ts";

/** An act with blank default fields, dated at the start of the test chain. */
export function actOf(kind: ActKind | number, fields: Partial<Omit<Act, "kind">>): Act {
  return {
    matter: ZERO_BYTES32,
    previous: ZERO_BYTES32,
    kind: typeof kind === "number" ? kind : ACT_KINDS[kind],
    author: 0,
    counterparty: 0,
    refersTo: ZERO_BYTES32,
    occurredAt: 1_767_225_600,
    commitment: `0x${hash("sha256", "record")}`,
    until: 0,
    period: 0,
    code: 0,
    codes: 0,
    ...fields,
  };
}
