import { expect } from "chai";
import { requireKeyOf, signatureKeyOf } from "../../../src/audit/evidence/check-signature.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { errorOf } from "../../support/error-of.ts";

const HASH: Bytes32 = `0x${"ab".repeat(32)}`;

describe("The signature of an entry in evidence", () => {
  describe("its key", () => {
    it("the key of a signature is the account whose address is recovered", () => {
      const key = PrivateKey.generate();
      expect(signatureKeyOf(HASH, key.sign(HASH), recoverAddress)).to.deep.equal({ key: key.address, wallet: false });
    });

    it("the key of a signature is the wallet contract whose address starts it", () => {
      const wallet: Hex = `0x${"77".repeat(20)}`;
      expect(signatureKeyOf(HASH, `${wallet}1234`, recoverAddress)).to.deep.equal({ key: wallet, wallet: true });
    });

    it("a signature that is too short for an account and a wallet gives no key", async () => {
      expect((await errorOf(() => signatureKeyOf(HASH, "0x1234", recoverAddress))).code).to.equal(
        "EvidenceContradicted",
      );
    });
  });

  describe("its author's key", () => {
    const key = { participant: 3, validFrom: 100, validUntil: 200 };

    it("a key of the author is accepted when it was valid at the time of recording", () => {
      for (const recordedAt of [100, 199, null]) requireKeyOf(3, key, HASH, recordedAt);
    });

    const others: [string, number, typeof key | undefined, number | null][] = [
      ["an unknown key", 3, undefined, null],
      ["a key that was never registered", 0, { ...key, participant: 0 }, null],
      ["another participant's key", 4, key, null],
      ["a key that was not valid yet", 3, key, 99],
      ["a key that was no longer valid", 3, key, 200],
    ];
    for (const [what, author, registered, recordedAt] of others)
      it(`${what} is not accepted as the author's`, async () => {
        const error = await errorOf(() => requireKeyOf(author, registered, HASH, recordedAt));
        expect(error.code).to.equal("EvidenceContradicted");
      });
  });
});
