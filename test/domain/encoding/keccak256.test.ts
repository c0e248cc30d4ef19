import { expect } from "chai";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";

describe("Keccak-256", () => {
  it("Keccak-256 is Ethereum's hash, with the padding before FIPS 202", () => {
    for (const [text, hash] of [
      ["", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"],
      ["abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"],
    ] as const) {
      expect(keccak256Hex(Buffer.from(text))).to.equal(hash);
      expect(hexOf(keccak256(Buffer.from(text)))).to.equal(hash);
    }
  });

  it("a later hash does not change returned bytes", () => {
    const first = keccak256(Buffer.from("abc"));
    const copy = Uint8Array.from(first);
    keccak256(Buffer.from("another"));

    expect(first).to.deep.equal(copy);
  });
});
