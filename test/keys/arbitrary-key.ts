import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";

/** Any private key, and its secret in hexadecimal. The first byte keeps it below the curve's order and above zero. */
export const arbitraryKey: fc.Arbitrary<{ key: PrivateKey; hex: Hex }> = fc
  .tuple(fc.integer({ min: 1, max: 0xfe }), fc.uint8Array({ minLength: 31, maxLength: 31 }))
  .map(([first, rest]) => {
    const bytes = Buffer.from([first, ...rest]);
    return { key: new PrivateKey(bytes), hex: `0x${bytes.toString("hex")}` };
  });
