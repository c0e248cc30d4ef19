import { expect } from "chai";
import { recoverAddress as recoverByEthers, Signature, SigningKey } from "ethers";
import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { compactSignature, recoverAddress } from "../../src/keys/recover-address.ts";
import { arbitraryHex } from "../ledger/arbitrary-entry.ts";
import { errorOf } from "../support/error-of.ts";
import { arbitraryKey } from "./arbitrary-key.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("recoverAddress", () => {
  it("recoverAddress gives the signer for both forms of a signature", () => {
    fc.assert(
      fc.property(arbitraryKey, arbitraryHex(32), ({ key, hex }, digest) => {
        const signature = new SigningKey(hex).sign(digest);
        expect(recoverAddress(digest, signature.serialized as Hex)).to.equal(key.address);
        expect(recoverAddress(digest, key.sign(digest))).to.equal(key.address);
      }),
    );
  });

  it("recoverAddress gives the same address as ethers for any 64 bytes, or none", () => {
    fc.assert(
      fc.property(arbitraryHex(64), arbitraryHex(32), (signature, digest) => {
        expect(outcome(() => recoverAddress(digest, signature))).to.equal(
          outcome(() => recoverByEthers(digest, Signature.from(signature)).toLowerCase()),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("recoverAddress refuses a signature with high s", async () => {
    const { r, s, v } = new SigningKey(`0x${"11".repeat(32)}`).sign(`0x${"22".repeat(32)}`);
    const high = (ORDER - BigInt(s)).toString(16).padStart(64, "0");
    const signature = `${r}${high}${v === 27 ? "1c" : "1b"}` as Hex;
    expect((await errorOf(() => recoverAddress(`0x${"22".repeat(32)}`, signature))).code).to.equal("SignatureInvalid");
  });

  describe("for invalid signatures", () => {
    const sound = "01".repeat(64);
    const malformed: [what: string, signature: string][] = [
      ["no bytes", "0x"],
      ["63 bytes", `0x${sound.slice(2)}`],
      ["66 bytes", `0x${sound}1b1b`],
      ["a v of 0", `0x${sound}00`],
      ["a v of 29", `0x${sound}1d`],
      ["an r of zero", `0x${"00".repeat(32)}${"01".repeat(32)}`],
      ["an s of zero", `0x${"01".repeat(32)}${"00".repeat(32)}`],
      ["an r beyond the curve's order", `0x${"ff".repeat(32)}${"01".repeat(32)}`],
      ["letters", `0x${sound.slice(2)}zz`],
    ];
    for (const [what, signature] of malformed)
      it(`recoverAddress refuses ${what}`, async () => {
        const error = await errorOf(() => recoverAddress(`0x${"22".repeat(32)}`, signature as Hex));
        expect(error.code).to.equal("SignatureInvalid");
      });
  });
});

describe("compactSignature", () => {
  it("compactSignature converts both forms of a signature to that of EIP-2098", () => {
    fc.assert(
      fc.property(arbitraryKey, arbitraryHex(32), ({ hex }, digest) => {
        const signature = new SigningKey(hex).sign(digest);
        const { compactSerialized } = Signature.from(signature);
        expect(compactSignature(signature.serialized as Hex)).to.equal(compactSerialized);
        expect(compactSignature(compactSerialized as Hex)).to.equal(compactSerialized);
      }),
    );
  });
});

function outcome(recover: () => string): string {
  try {
    return recover();
  } catch (error) {
    if (error instanceof PortolanError) return "none";
    // What ethers says of an r that is on no point of the curve.
    if (error instanceof Error && error.message === "Cannot find square root") return "none";
    throw error;
  }
}
