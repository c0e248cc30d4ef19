import { expect } from "chai";
import { signerOf } from "../../../src/audit/replay/signer-of.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";

const HASH: Bytes32 = `0x${"ab".repeat(32)}`;
const WALLET: Hex = `0x${"77".repeat(20)}`;

describe("The signer of an entry", () => {
  it("the signer of an entry is the account that the signature recovers to", () => {
    const key = PrivateKey.generate();
    expect(signerOf(HASH, key.sign(HASH))).to.deep.equal({ by: "account", key: key.address });
  });

  it("the signer of an entry is the wallet contract whose address starts the signature", () => {
    expect(signerOf(HASH, `${WALLET}1234`)).to.deep.equal({ by: "wallet", key: WALLET, signature: "0x1234" });
  });

  const nobodys: [string, Hex][] = [
    ["that is too short for an address", "0x1234"],
    ["that starts with the address zero", `0x${"00".repeat(20)}1234`],
    ["of an account's length, from which no account is recovered", `0x${"00".repeat(64)}`],
  ];
  for (const [what, signature] of nobodys)
    it(`the signer of an entry is unknown for a signature ${what}`, () => {
      expect(signerOf(HASH, signature)).to.deep.equal({ by: "nobody" });
    });
});
