import { expect } from "chai";
import { signerOf } from "../../../src/audit/replay/signer-of.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";

const HASH: Bytes32 = `0x${"ab".repeat(32)}`;
const WALLET: Hex = `0x${"77".repeat(20)}`;

describe("The signer of an entry", () => {
  it("is the account that the signature recovers to", () => {
    const key = PrivateKey.generate();
    expect(signerOf(HASH, key.sign(HASH))).to.deep.equal({ by: "account", key: key.address });
  });

  it("is the wallet contract whose address starts the signature", () => {
    expect(signerOf(HASH, `${WALLET}1234`)).to.deep.equal({ by: "wallet", key: WALLET, signature: "0x1234" });
  });

  const nobodys: [string, Hex][] = [
    ["too short for an address", "0x1234"],
    ["of the address zero", `0x${"00".repeat(20)}1234`],
    ["of an account's length, and no account's", `0x${"00".repeat(64)}`],
  ];
  for (const [what, signature] of nobodys)
    it(`is unknown for a signature that is ${what}`, () => {
      expect(signerOf(HASH, signature)).to.deep.equal({ by: "nobody" });
    });
});
