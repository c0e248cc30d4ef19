import { expect } from "chai";
import { TypedDataEncoder } from "ethers/hash";
import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import {
  profileDigest,
  profileStatementHash,
  profileTypedData,
  type ProfileStatement,
} from "../../src/ledger/profile-statement.ts";

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value): Hex => `0x${Buffer.from(value).toString("hex")}`);

const arbitraryStatement: fc.Arbitrary<ProfileStatement> = fc.record({
  author: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  digest: hex(32),
  signedAt: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
});

describe("The signed statement of a profile", () => {
  it("the statement of a profile has the digest that ethers computes from its typed data", () => {
    fc.assert(
      fc.property(arbitraryStatement, fc.integer({ min: 1 }), hex(20), (statement, chainId, ledger) => {
        const { types, domain, message } = profileTypedData(statement, { chainId, ledger });
        const { Profile = [] } = types;
        expect(profileStatementHash(statement, { chainId, ledger })).to.equal(
          TypedDataEncoder.hash(domain, { Profile: [...Profile] }, message),
        );
      }),
    );
  });

  it("the digest of a profile depends on its values and not on the order of its members", () => {
    expect(profileDigest({ b: 1, a: [2] })).to.equal(profileDigest({ a: [2], b: 1 }));
    expect(profileDigest({ a: [2], b: 1 })).to.not.equal(profileDigest({ a: [2], b: 2 }));
  });
});
