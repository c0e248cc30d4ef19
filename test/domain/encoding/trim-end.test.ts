import { expect } from "chai";
import fc from "fast-check";
import { trimEnd } from "../../../src/domain/encoding/trim-end.ts";

describe("Trimming the end of a text", () => {
  it("trimEnd removes the same characters as the regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("0", ".", "1"), maxLength: 12 });
    fc.assert(fc.property(text, (given) => void expect(trimEnd(given, "0")).to.equal(given.replace(/0+$/, ""))));
  });

  it("trimEnd keeps the character before any other one", () => {
    expect(trimEnd("https://a.example//b///", "/")).to.equal("https://a.example//b");
  });
});
