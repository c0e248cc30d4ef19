import { expect } from "chai";
import { isKeyName } from "../../../src/domain/checkpoint/key-id.ts";

describe("The name of a key", () => {
  for (const name of ["w", "customs.example/w1", "é", "a\ufeffb", "w".repeat(255)]) {
    it(`a key may be named ${JSON.stringify(name.slice(0, 20))} (length ${name.length})`, () =>
      expect(isKeyName(name)).to.equal(true));
  }

  for (const name of ["", "a b", "a\u00a0b", "a\u2003b", "a\nb", "a\u0000b", "a+b", "a\ud800b", "w".repeat(256)]) {
    it(`a key may not be named ${JSON.stringify(name.slice(0, 20))} (length ${name.length})`, () =>
      expect(isKeyName(name)).to.equal(false));
  }
});
