import { RLP } from "@ethereumjs/rlp";
import { expect } from "chai";
import fc from "fast-check";
import { decodeRlp, type RlpValue } from "../../../src/audit/proof/decode-rlp.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { bytesOf } from "../../../src/domain/encoding/hex.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { errorOf } from "../../support/error-of.ts";

const { value: anyValue } = fc.letrec<{ value: RlpValue; bytes: Uint8Array; list: RlpValue[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, tie("bytes"), tie("list")),
  bytes: fc.uint8Array({ maxLength: 80 }),
  list: fc.array(tie("value"), { maxLength: 6 }),
}));

const plain = (value: RlpValue): unknown => (value instanceof Uint8Array ? [...value].join() : value.map(plain));

describe("decodeRlp", () => {
  it("decodeRlp reads the encodings of another implementation", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(plain(decodeRlp(RLP.encode(value as never)))).to.deep.equal(plain(value));
      }),
    );
  });

  it("decodeRlp accepts only the canonical encoding of a value", () => {
    const changed = fc.tuple(anyValue, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([value, place, change]) => {
      const bytes = Uint8Array.from(RLP.encode(value as never));
      const index = place % bytes.length;
      bytes[index] = (bytes[index] as number) ^ change;
      return bytes;
    });
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 12 })), (bytes) => {
        let value: RlpValue;
        try {
          value = decodeRlp(bytes);
        } catch (error) {
          expect(PortolanError.is(error, "RlpMalformed")).to.equal(true);
          return;
        }
        read++;
        expect([...RLP.encode(value as never)]).to.deep.equal([...bytes]);
      }),
      { numRuns: 2_000 },
    );
    expect(read).to.be.greaterThan(100);
  });

  const malformed: readonly (readonly [why: string, bytes: Hex])[] = [
    ["no bytes", "0x"],
    ["a small byte with a length", "0x8100"],
    ["a short length written long", "0xb800"],
    ["a short list's length written long", "0xf800"],
    ["a length that begins with zero", `0xb90038${"00".repeat(56)}`],
    ["bytes cut short", "0x8261"],
    ["a length cut short", "0xb9"],
    ["a list whose item reaches beyond it", "0xc283616263"],
    ["a byte after the value", "0x0000"],
    ["a length of five bytes", "0xbc0100000000"],
    [
      "forty lists in one another",
      `0x${Array.from({ length: 40 }, (_, inner) => (0xc0 + 39 - inner).toString(16)).join("")}`,
    ],
  ];
  for (const [why, bytes] of malformed) {
    it(`decodeRlp refuses ${why}`, async () => {
      expect(await errorOf(() => decodeRlp(bytesOf(bytes)))).to.include({ code: "RlpMalformed" });
    });
  }
});
