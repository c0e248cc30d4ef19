import { expect } from "chai";
import fc from "fast-check";
import { fromBase64, fromBase64url } from "../../../src/domain/encoding/strict-base64.ts";

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

describe("Base64url", () => {
  it("every base64url text that Node writes is read", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase64url(Buffer.from(bytes).toString("base64url"))).to.deep.equal(bytes);
      }),
    );
  });

  for (const text of ["A", "AB", "AA==", "A+_A", "A/AA", "AA A", "AAAA\n", "AAAAA"]) {
    it(`${JSON.stringify(text)} is not strict base64url`, () => expect(fromBase64url(text)).to.equal(undefined));
  }
});
