import fc from "fast-check";
import type { Act, SignedAct } from "../../src/domain/cooperation/act.ts";
import { arbitraryHex } from "./arbitrary-entry.ts";

/** Any act that the ABI can encode, valid or not. */
export const arbitraryAct: fc.Arbitrary<Act> = fc.record({
  matter: arbitraryHex(32),
  previous: arbitraryHex(32),
  kind: fc.integer({ min: 0, max: 0xff }),
  author: fc.integer({ min: 0, max: 0xffff_ffff }),
  counterparty: fc.integer({ min: 0, max: 0xffff_ffff }),
  refersTo: arbitraryHex(32),
  occurredAt: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  commitment: arbitraryHex(32),
  until: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  period: fc.integer({ min: 0, max: 0xffff_ffff }),
  code: fc.integer({ min: 0, max: 0xff }),
  codes: fc.integer({ min: 0, max: 0xffff }),
});

export const arbitrarySignedAct: fc.Arbitrary<SignedAct> = fc.record({
  act: arbitraryAct,
  signature: fc.oneof(arbitraryHex(64), arbitraryHex(0, 200)),
});
