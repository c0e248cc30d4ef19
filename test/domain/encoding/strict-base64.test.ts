import { expect } from "chai";
import fc from "fast-check";
import { fromBase64 } from "../../../src/domain/encoding/strict-base64.ts";

describe("Base 64", () => {
  it("every Base 64 text that Node writes is read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase64(Buffer.from(bytes).toString("base64"))).to.deep.equal(bytes);
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
    it(`${JSON.stringify(text)} is not strict Base 64`, () => expect(fromBase64(text)).to.equal(undefined));
  }
});
