import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { changeHash, changeTypedData } from "../../src/ledger/change-typed-data.ts";

const DOMAIN = { chainId: 31_337, directory: `0x${"d1".repeat(20)}` } as const;
const END = { participant: 7, previous: `0x${"11".repeat(32)}`, key: `0x${"22".repeat(32)}` } as const;

describe("changeTypedData", () => {
  it("a wallet that reads the typed data of a change signs the change's hash", () => {
    const change = { type: "KeyEnd", message: END } as const;
    const { types, domain, primaryType, message } = changeTypedData(change, DOMAIN);
    const { KeyEnd = [] } = types;

    expect(primaryType).to.equal("KeyEnd");
    expect(domain).to.deep.equal({
      name: "Portolan",
      version: "1",
      chainId: DOMAIN.chainId,
      verifyingContract: DOMAIN.directory,
    });
    expect(TypedDataEncoder.hash(domain, { KeyEnd: [...KeyEnd] }, message)).to.equal(changeHash(change, DOMAIN));
  });

  it("the typed data of a publication shows every field of the Solidity struct", () => {
    const message = {
      participant: 7,
      previous: END.previous,
      endpoint: "https://gateway.example",
      suite: 16,
      key: `0x${"04".repeat(65)}`,
      validFrom: 0,
      validUntil: 2 ** 40,
      recovery: END.key,
    } as const;

    for (const type of ["Publication", "Recovery"] as const) {
      const { types, message: shown } = changeTypedData({ type, message }, DOMAIN);
      expect(types[type]?.map(({ name }) => name)).to.deep.equal(Object.keys(message));
      expect(shown).to.deep.equal(message);
    }
  });
});
