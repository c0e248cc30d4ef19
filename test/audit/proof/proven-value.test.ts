import { createMerkleProof, createMPT, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import { expect } from "chai";
import fc from "fast-check";
import { provenValue } from "../../../src/audit/proof/proven-value.ts";
import { EMPTY_TRIE_ROOT, TrieNodes } from "../../../src/audit/proof/trie-nodes.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256, keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import { rlp, type RlpItem } from "../../../src/ledger/rlp.ts";
import { errorOf } from "../../support/error-of.ts";

const WHAT = "a test";

async function trieOf(entries: readonly (readonly [Uint8Array, Uint8Array])[]): Promise<MerklePatriciaTrie> {
  const trie = await createMPT({ useKeyHashing: false });
  for (const [key, value] of entries) await trie.put(key, value);
  return trie;
}

/** The nodes of a proof. The other implementation also lists nodes that are embedded in their parents. */
async function proofOf(trie: MerklePatriciaTrie, key: Uint8Array): Promise<Uint8Array[]> {
  const nodes = await createMerkleProof(trie, key);
  return nodes.filter((node, index) => index === 0 || node.length >= 32);
}

const rootOf = (trie: MerklePatriciaTrie): Bytes32 => hexOf(trie.root());

function prove(nodes: readonly Uint8Array[], root: Bytes32, key: Uint8Array): Uint8Array | undefined {
  const pool = new TrieNodes(nodes, WHAT);
  const value = provenValue(pool, root, key);
  pool.requireAllUsed();
  return value;
}

/** Short keys of few characters, so that they share prefixes of every length. */
const close = fc.uint8Array({ minLength: 3, maxLength: 3, max: 3 });
const spread = fc.uint8Array({ minLength: 3, maxLength: 3 });
const anyKey = fc.oneof(close, spread);
const anyValue = fc.uint8Array({ minLength: 1, maxLength: 60 });
const anyEntries = fc.uniqueArray(fc.tuple(anyKey, anyValue), { maxLength: 60, selector: ([key]) => key.join() });

describe("provenValue", () => {
  describe("on random tries that another implementation built", () => {
    it("provenValue proves every present value and every absence in random tries of another implementation", async () => {
      let present = 0;
      let absent = 0;
      await fc.assert(
        fc.asyncProperty(anyEntries, fc.array(anyKey, { maxLength: 20 }), async (entries, others) => {
          const trie = await trieOf(entries);
          const values = new Map(entries.map(([key, value]) => [key.join(), value]));
          for (const key of [...entries.map(([known]) => known), ...others]) {
            const proven = prove(await proofOf(trie, key), rootOf(trie), key);
            const value = values.get(key.join());
            expect(proven && hexOf(proven)).to.equal(value && hexOf(value));
            if (proven === undefined) absent++;
            else present++;
          }
        }),
      );
      expect(Math.min(present, absent)).to.be.greaterThan(100);
    });

    it("provenValue refuses a proof when a node is missing, unused or repeated", async () => {
      await fc.assert(
        fc.asyncProperty(anyEntries, anyKey, anyValue, async (entries, key, value) => {
          const trie = await trieOf([...entries, [key, value]]);
          const proof = await proofOf(trie, key);
          for (const [index, node] of proof.entries()) {
            const refused = (nodes: readonly Uint8Array[]) => errorOf(() => prove(nodes, rootOf(trie), key));
            expect(await refused(proof.toSpliced(index, 1))).to.include({ code: "TrieProofBroken" });
            expect(await refused([...proof, node])).to.include({ code: "TrieProofBroken" });
          }
          const stranger = await proofOf(await trieOf([[key, Uint8Array.of(1, 2, 3)]]), key);
          const strangerIsPart = proof.some((node) => hexOf(node) === hexOf(stranger[0] as Uint8Array));
          if (!strangerIsPart) {
            const error = await errorOf(() => prove([...proof, ...stranger], rootOf(trie), key));
            expect(error).to.include({ code: "TrieProofBroken" });
          }
        }),
        { numRuns: 40 },
      );
    });

    it("provenValue refuses a proof when any of its bytes is changed", async () => {
      const entries = Array.from({ length: 80 }, (_, index) => {
        const key = Uint8Array.of(index % 5, index, (index * 7) % 4);
        return [key, new Uint8Array(1 + (index % 50)).fill(index)] as const;
      });
      const trie = await trieOf(entries);
      let tried = 0;
      for (const [key] of entries.slice(0, 8)) {
        const proof = await proofOf(trie, key);
        for (const [node, bytes] of proof.entries())
          for (let place = 0; place < bytes.length; place++) {
            const changed = Uint8Array.from(bytes);
            changed[place] = (changed[place] as number) ^ (1 << (place % 8));
            const error = await errorOf(() => prove(proof.with(node, changed), rootOf(trie), key));
            expect(PortolanError.is(error, "TrieProofBroken")).to.equal(true);
            tried++;
          }
      }
      expect(tried).to.be.greaterThan(2_000);
    });
  });

  describe("on keys of which one is a prefix of another", () => {
    it("provenValue proves the value of a branch, and the absence of one in another branch", async () => {
      const [short, long, sibling] = [Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 0x43)];
      const value = new Uint8Array(40).fill(7);
      const within = await trieOf([
        [short, value],
        [long, value],
      ]);
      expect(hexOf(prove(await proofOf(within, short), rootOf(within), short) as Uint8Array)).to.equal(hexOf(value));
      const without = await trieOf([
        [long, value],
        [sibling, value],
      ]);
      expect(prove(await proofOf(without, short), rootOf(without), short)).to.equal(undefined);
    });
  });

  describe("on nodes that no trie has", () => {
    const NONE = new Uint8Array();
    const VALUE = new Uint8Array(40).fill(7);
    const branch = (place: number, item: RlpItem) => new Array<RlpItem>(17).fill(NONE).with(place, item);
    const short = rlp([Uint8Array.of(0x32), Uint8Array.of(1)]);
    const nodes: Record<string, readonly Uint8Array[]> = {
      "bytes that are not RLP": [Uint8Array.of(0xc1)],
      "a list of three items": [rlp([VALUE, VALUE, VALUE])],
      "a node without a path": [rlp([NONE, VALUE])],
      "a node whose path is a list": [rlp([[VALUE], VALUE])],
      "a path with an unknown flag": [rlp([Uint8Array.of(0x41), VALUE])],
      "a path with a digit in its padding": [rlp([Uint8Array.of(0x21, 0x12), VALUE])],
      "a leaf without a value": [rlp([Uint8Array.of(0x20, 0x12), NONE])],
      "an extension of no digits": [rlp([Uint8Array.of(0x00), VALUE])],
      "an extension to nothing": [rlp([Uint8Array.of(0x11), NONE])],
      "a reference of another length than a hash": [rlp(branch(1, Uint8Array.of(1, 2, 3)))],
      "a node of three items within another": [rlp(branch(1, [NONE, NONE, NONE]))],
      "a short node behind its hash": [rlp(branch(1, keccak256(short))), short],
    };
    for (const [what, each] of Object.entries(nodes))
      it(`provenValue refuses ${what}`, async () => {
        const root = keccak256Hex(each[0] as Uint8Array);
        expect(await errorOf(() => prove(each, root, Uint8Array.of(0x12)))).to.include({ code: "TrieProofBroken" });
      });

    it("provenValue refuses a branch whose value is a list", async () => {
      const node = rlp(branch(16, [VALUE]));
      expect(await errorOf(() => prove([node], keccak256Hex(node), NONE))).to.include({ code: "TrieProofBroken" });
    });
  });

  it("provenValue takes the root from its caller and not from the proof", async () => {
    const key = Uint8Array.of(1, 2, 3);
    const forged = await proofOf(await trieOf([[key, Uint8Array.of(9)]]), key);
    const genuine = await trieOf([[key, Uint8Array.of(8)]]);
    expect(await errorOf(() => prove(forged, rootOf(genuine), key))).to.include({ code: "TrieProofBroken" });
  });

  it("provenValue proves an absence in an empty trie, without a node and with the empty node", () => {
    expect(prove([], EMPTY_TRIE_ROOT, Uint8Array.of(1))).to.equal(undefined);
    expect(prove([Uint8Array.of(0x80)], EMPTY_TRIE_ROOT, Uint8Array.of(1))).to.equal(undefined);
  });

  it("a set of trie nodes with too many or too large nodes is refused", async () => {
    const nodes = [Uint8Array.of(1), Uint8Array.of(2)];
    const few = await errorOf(() => new TrieNodes(nodes, WHAT, { nodes: 1, nodeBytes: 10 }));
    const small = await errorOf(() => new TrieNodes([new Uint8Array(11)], WHAT, { nodes: 1, nodeBytes: 10 }));
    expect([few.code, small.code]).to.deep.equal(["TrieProofBroken", "TrieProofBroken"]);
  });
});
