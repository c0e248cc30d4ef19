import { inspect } from "node:util";
import { expect } from "chai";
import { computeAddress, Signature, SigningKey } from "ethers";
import fc from "fast-check";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { arbitraryHex } from "../ledger/arbitrary-entry.ts";
import { errorOf } from "../support/error-of.ts";
import { arbitraryKey } from "./arbitrary-key.ts";

describe("PrivateKey", () => {
  it("a private key has the address that ethers computes", () => {
    fc.assert(
      fc.property(arbitraryKey, ({ key, hex }) => {
        expect(key.address).to.equal(computeAddress(hex).toLowerCase());
      }),
    );
  });

  it("a private key signs as ethers does, in the 64 bytes of EIP-2098", () => {
    fc.assert(
      fc.property(arbitraryKey, arbitraryHex(32), ({ key, hex }, digest) => {
        const expected = Signature.from(new SigningKey(hex).sign(digest)).compactSerialized;
        expect(key.sign(digest)).to.equal(expected);
      }),
    );
  });

  it("each generated private key is different", () => {
    expect(PrivateKey.generate().address).not.to.equal(PrivateKey.generate().address);
  });

  it("a private key stays the same when the caller wipes its bytes", () => {
    const bytes = new Uint8Array(32).fill(7);
    const key = new PrivateKey(bytes);
    bytes.fill(0);
    expect(Buffer.from(key.copyBytes())).to.deep.equal(Buffer.alloc(32, 7));
  });

  describe("from invalid bytes", () => {
    const order = Buffer.from("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", "hex");
    const invalid: [what: string, bytes: Uint8Array][] = [
      ["zero", new Uint8Array(32)],
      ["the curve's order", order],
      ["31 bytes", new Uint8Array(31).fill(1)],
      ["33 bytes", new Uint8Array(33).fill(1)],
    ];
    for (const [what, bytes] of invalid)
      it(`no private key is made from ${what}`, async () => {
        const error = await errorOf(() => new PrivateKey(bytes));
        expect(error.code).to.equal("PrivateKeyInvalid");
        expect(error.facts).to.deep.equal({});
      });
  });

  it("a private key is never shown", () => {
    fc.assert(
      fc.property(arbitraryKey, ({ key, hex }) => {
        const secret = hex.slice(2);
        const decimals = [...key.copyBytes()].slice(0, 4).join(", ");
        const shown = [
          inspect(key, { showHidden: true, depth: 9 }),
          inspect({ nested: [key] }, { customInspect: false, showHidden: true, depth: 9 }),
          JSON.stringify({ key }),
          String(key),
          inspect(Object.entries(key)),
          inspect(new Error("with a key", { cause: key }), { depth: 9 }),
        ];
        for (const text of shown) {
          expect(text).not.to.include(secret);
          expect(text).not.to.include(decimals);
        }
        expect(JSON.stringify({ key })).to.include(key.address);
      }),
    );
  });
});
