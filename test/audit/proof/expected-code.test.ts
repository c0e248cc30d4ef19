import { expect } from "chai";
import fc from "fast-check";
import { createEntryDigest } from "../../../src/audit/proof/entry-digest.ts";
import { expectedCode } from "../../../src/audit/proof/expected-code.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { arbitraryEntry } from "../../ledger/arbitrary-entry.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

describe("The contracts as a verifier expects them", () => {
  let chain: TestChain;
  let place: { chainId: number; ledger: Hex; consortium: Hex };

  before(async () => {
    chain = await startChain();
    const [ledger, consortium] = await Promise.all([chain.ledger.getAddress(), chain.consortium.getAddress()]);
    place = {
      chainId: chain.chainId,
      ledger: ledger.toLowerCase() as Hex,
      consortium: consortium.toLowerCase() as Hex,
    };
  });
  after(() => chain.connection.close());

  const codeHash = async (address: Hex) => {
    const code = await chain.connection.ethers.provider.getCode(address);
    return keccak256Hex(Buffer.from(code.slice(2), "hex"));
  };

  it("the expected code of the contracts is the deployed code", async () => {
    expect(expectedCode(place)).to.deep.equal({
      ledger: await codeHash(place.ledger),
      consortium: await codeHash(place.consortium),
    });
  });

  it("the expected code of the ledger differs for another chain, address or registry", async () => {
    const { ledger } = expectedCode(place);
    const others = [{ chainId: 1 }, { ledger: place.consortium }, { consortium: place.ledger }];
    for (const other of others) expect(expectedCode({ ...place, ...other }).ledger).not.to.equal(ledger);
  });

  it("the expected digest of every entry is the digest of its recording", () => {
    const hash = createEntryHasher(place);
    const digest = createEntryDigest(place);
    fc.assert(
      fc.property(arbitraryEntry, (entry) => {
        expect(digest(entry)).to.equal(hash(entry));
      }),
    );
  });
});
