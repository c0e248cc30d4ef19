import { expect } from "chai";
import fc from "fast-check";
import { fromBase64, toBase64 } from "../../../src/domain/checkpoint/base64.ts";

describe("Base 64", () => {
  it("is written and read as Node has it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(toBase64(bytes)).to.equal(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(toBase64(bytes))).to.deep.equal(bytes);
      }),
    );
  });

  for (const text of [
    "A",
    "AA",
    "AAA",
    "AAAAA",
    "AA=",
    "A===",
    "====",
    "AA==AA==",
    "AB==",
    "AAB=",
    "A-_A",
    "AA A",
    "AAA\n",
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => expect(fromBase64(text)).to.equal(undefined));
  }
});
