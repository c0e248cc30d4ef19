import fc from "fast-check";
import type { Entry, Hex, SignedEntry } from "../../src/domain/entry.ts";

/** From `minBytes` to `maxBytes` random bytes in lower-case hexadecimal. */
export function arbitraryHex(minBytes: number, maxBytes = minBytes): fc.Arbitrary<Hex> {
  return fc
    .uint8Array({ minLength: minBytes, maxLength: maxBytes })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString("hex")}`);
}

/** Any entry that the ABI can encode, valid or not. The ends of each range are more frequent than other values. */
export const arbitraryEntry: fc.Arbitrary<Entry> = fc.record({
  shipment: arbitraryHex(32),
  previous: arbitraryHex(32),
  kind: fc.integer({ min: 0, max: 0xff }),
  author: fc.integer({ min: 0, max: 0xffff_ffff }),
  counterparty: fc.integer({ min: 0, max: 0xffff_ffff }),
  refersTo: arbitraryHex(32),
  occurredAt: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  commitment: arbitraryHex(32),
});

export const arbitrarySignedEntry: fc.Arbitrary<SignedEntry> = fc.record({
  entry: arbitraryEntry,
  signature: fc.oneof(arbitraryHex(64), arbitraryHex(0, 200)),
});
