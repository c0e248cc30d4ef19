import { expect } from "chai";
import fc from "fast-check";
import { DigestSet } from "../../../src/audit/replay/digest-set.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";

const arbitraryDigest = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(hexOf);

describe("a set of digests", () => {
  it("a set of digests contains exactly the added digests", () => {
    fc.assert(
      fc.property(fc.array(arbitraryDigest), fc.array(arbitraryDigest), (added, others) => {
        const set = new DigestSet(4);
        for (const digest of added) set.add(digest);
        for (const digest of added) expect(set.has(digest)).to.equal(true);
        for (const digest of others) expect(set.has(digest)).to.equal(added.includes(digest));
      }),
    );
  });

  it("a set of digests keeps a digest once when it is added again", () => {
    const set = new DigestSet(4);
    for (let time = 0; time < 3; time += 1) set.add(keccak256Hex(Buffer.from("the same")));
    expect(set.size).to.equal(1);
  });

  it("a set of digests is unchanged after writing and reading", () => {
    const set = new DigestSet(4);
    const digests = Array.from({ length: 500 }, (_, index) => keccak256Hex(Buffer.from(`digest ${index}`)));
    for (const digest of digests) set.add(digest);
    const again = new DigestSet(4);
    again.addBytes(set.toBytes());
    expect(again.size).to.equal(500);
    for (const digest of digests) expect(again.has(digest)).to.equal(true);
  });

  it("a set of digests keeps a million in less than 64 MiB", () => {
    const set = new DigestSet();
    const before = process.memoryUsage().arrayBuffers;
    const bytes = Buffer.alloc(16);
    for (let number = 0; number < 1_000_000; number += 1) {
      bytes.writeUInt32BE(number, 0);
      bytes.writeUInt32BE(Math.imul(number, 0x9e3779b1) >>> 0, 4);
      set.add(hexOf(bytes));
    }
    expect(set.size).to.equal(1_000_000);
    expect(process.memoryUsage().arrayBuffers - before).to.be.below(64 * 2 ** 20);
  });
});
