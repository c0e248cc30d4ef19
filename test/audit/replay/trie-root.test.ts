import { createMPT } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import { storageRootOf } from "../../../src/audit/replay/storage-root.ts";
import { trieRoot } from "../../../src/audit/replay/trie-root.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { rlp, rlpNumber } from "../../../src/ledger/rlp.ts";

/** The root computed by another implementation. */
async function rootByMpt(pairs: Iterable<readonly [Uint8Array, Uint8Array]>): Promise<Bytes32> {
  const trie = await createMPT();
  for (const [key, value] of pairs) await trie.put(key, value);
  return hexOf(trie.root());
}

const arbitraryValue = fc.uint8Array({ minLength: 1, maxLength: 80 });

describe("the root of a trie", () => {
  it("the root of a trie without keys is the root of an empty trie", async () => {
    expect(trieRoot([])).to.equal(await rootByMpt([]));
  });

  it("the root of a trie equals that of another implementation for keys of one length", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.uint8Array({ minLength: 4, maxLength: 4 }), arbitraryValue), {
          maxLength: 60,
          selector: ([key]) => hexOf(key),
        }),
        async (pairs) => {
          const leaves = pairs.map(([key, value]) => [hexOf(key).slice(2), value] as const);
          expect(trieRoot(leaves)).to.equal(await rootByMpt(pairs));
        },
      ),
    ));

  it("the root of a list of any length equals that of another implementation, under the RLP of its indices", async () => {
    for (const count of [1, 2, 127, 128, 129, 300]) {
      const pairs = Array.from({ length: count }, (_, index) => {
        return [rlp(rlpNumber(index)), Buffer.from(`item ${index}`)] as const;
      });
      const leaves = pairs.map(([key, value]) => [hexOf(key).slice(2), value] as const);
      expect(trieRoot(leaves)).to.equal(await rootByMpt(pairs));
    }
  });
});

describe("the root of a storage", () => {
  it("the root of a storage does not depend on the order of the words, and changes with each of them", () => {
    const words = [1, 2, 3].map((number) => ({
      slot: `0x${String(number).padStart(64, "0")}` as Bytes32,
      word: `0x${"00".repeat(30)}0${number}ff` as Bytes32,
      what: "",
    }));
    const root = storageRootOf(words);
    expect(storageRootOf(words.toReversed())).to.equal(root);
    expect(storageRootOf(words.slice(1))).not.to.equal(root);
    const changed = words.map((word, index) =>
      index === 1 ? { ...word, word: `0x${"11".repeat(32)}` as const } : word,
    );
    expect(storageRootOf(changed)).not.to.equal(root);
  });
});
