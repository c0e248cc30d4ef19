import { expect } from "chai";
import fc from "fast-check";
import { pad, unpad } from "../../src/exchange/padding.ts";
import { errorOf } from "../support/error-of.ts";

/** The longest content that a parcel holds. */
const LONGEST = 47 * 65_536 - 4;

describe("Padding", () => {
  it("padded content is restored", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (content) => {
        expect(Buffer.from(unpad(pad(content)) ?? [0]).equals(content)).to.equal(true);
      }),
    );
  });

  const sizes: [content: number, padded: number][] = [
    [0, 1_024],
    [1_020, 1_024],
    [1_021, 2_048],
    [2_044, 2_048],
    [4_096, 8_192],
    [65_532, 65_536],
    [65_533, 131_072],
    [131_068, 131_072],
    [131_069, 196_608],
    [LONGEST, 3_080_192],
  ];
  for (const [content, padded] of sizes)
    it(`content of ${content} bytes is padded to ${padded}`, () => {
      expect(pad(new Uint8Array(content)).length).to.equal(padded);
    });

  it("content that is too long for a parcel is refused with its limit", async () => {
    const error = await errorOf(() => pad(new Uint8Array(LONGEST + 1)));
    expect(error).to.deep.include({ code: "ParcelTooLarge", facts: { bytes: LONGEST + 1, limit: LONGEST } });
  });

  it("padding that hides bytes, has another size class or a wrong length is refused", () => {
    const hiding = pad(Buffer.from("content"));
    hiding[500] = 1;
    const larger = Buffer.concat([pad(Buffer.from("content")), new Uint8Array(1_024)]);
    const longer = pad(Buffer.from("content"));
    longer.set([0, 0, 4, 0]);
    for (const padded of [hiding, larger, longer, new Uint8Array(3)]) expect(unpad(padded)).to.equal(undefined);
  });
});
