import { expect } from "chai";
import fc from "fast-check";
import { trimEnd } from "../../../src/domain/encoding/trim-end.ts";

describe("trimming the end of a text", () => {
  it("takes away what the pattern of the character at the end takes away", () => {
    const text = fc.string({ unit: fc.constantFrom("0", ".", "1"), maxLength: 12 });
    fc.assert(fc.property(text, (given) => void expect(trimEnd(given, "0")).to.equal(given.replace(/0+$/, ""))));
  });

  it("leaves what stands before another character", () => {
    expect(trimEnd("https://a.example//b///", "/")).to.equal("https://a.example//b");
  });
});
