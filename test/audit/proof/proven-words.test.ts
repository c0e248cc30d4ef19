import { createMerkleProof, createMPT } from "@ethereumjs/mpt";
import { expect } from "chai";
import { unpackKey, unpackParticipant } from "../../../src/audit/proof/consortium-slots.ts";
import { unpackCase, unpackCustody } from "../../../src/audit/proof/ledger-slots.ts";
import { provenAccount } from "../../../src/audit/proof/proven-account.ts";
import { provenReceipt } from "../../../src/audit/proof/proven-receipt.ts";
import { provenSlot } from "../../../src/audit/proof/proven-slot.ts";
import { TrieNodes } from "../../../src/audit/proof/trie-nodes.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { bytesOf, hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256 } from "../../../src/domain/encoding/keccak256.ts";
import { rlp, type RlpItem, rlpNumber } from "../../../src/ledger/rlp.ts";
import { errorOf } from "../../support/error-of.ts";

const NONE = new Uint8Array();
const WORD = new Uint8Array(32).fill(9);

/** A trie with one value, built by another implementation. */
async function trieWith(key: Uint8Array, value: Uint8Array): Promise<{ nodes: TrieNodes; root: Bytes32 }> {
  const trie = await createMPT({ useKeyHashing: false });
  await trie.put(key, value);
  return { nodes: new TrieNodes(await createMerkleProof(trie, key), "a test"), root: hexOf(trie.root()) };
}

describe("The proof of accounts, slots and receipts by a trie", () => {
  const address: Hex = `0x${"12".repeat(20)}`;

  describe("under the address of an account", () => {
    const account = async (fields: RlpItem) => {
      const { nodes, root } = await trieWith(keccak256(bytesOf(address)), rlp(fields));
      return provenAccount(nodes, root, address);
    };

    it("a proof gives the account of an address", async () => {
      expect(await account([Uint8Array.of(3), NONE, WORD, WORD])).to.deep.equal({
        ...{ nonce: 3n, balance: 0n },
        ...{ storageRoot: hexOf(WORD), codeHash: hexOf(WORD) },
      });
    });

    it("a proof gives no account when the trie holds another one", async () => {
      const { nodes, root } = await trieWith(keccak256(bytesOf(address)), rlp([NONE, NONE, WORD, WORD]));
      expect(provenAccount(nodes, root, `0x${"34".repeat(20)}`)).to.equal(undefined);
    });

    const malformed: Record<string, RlpItem> = {
      "three fields": [NONE, NONE, WORD],
      "a nonce that begins with zero": [Uint8Array.of(0, 1), NONE, WORD, WORD],
      "a balance of more than 256 bits": [NONE, new Uint8Array(33).fill(1), WORD, WORD],
      "a storage root of another length": [NONE, NONE, WORD.subarray(1), WORD],
      "a list for a code hash": [NONE, NONE, WORD, [WORD]],
    };
    for (const [what, fields] of Object.entries(malformed))
      it(`the proof of an account with ${what} is refused`, async () => {
        expect((await errorOf(() => account(fields))).code).to.equal("RlpMalformed");
      });
  });

  describe("under a slot", () => {
    const slot: Bytes32 = `0x${"05".padStart(64, "0")}`;
    const word = async (value: Uint8Array) => {
      const { nodes, root } = await trieWith(keccak256(bytesOf(slot)), rlp(value));
      return provenSlot(nodes, root, slot);
    };

    it("a proof gives the word of a slot, with its leading zeros", async () => {
      expect(await word(Uint8Array.of(0xab))).to.equal(`0x${"ab".padStart(64, "0")}`);
    });

    it("a stored zero is refused, because storage keeps none", async () => {
      expect((await errorOf(() => word(NONE))).code).to.equal("TrieProofBroken");
    });
  });

  describe("under the index of a transaction", () => {
    const receipt = async (value: Uint8Array) => {
      const { nodes, root } = await trieWith(rlp(rlpNumber(0)), value);
      return provenReceipt(nodes, root, 0);
    };
    const fields = (status: Uint8Array, gas = Uint8Array.of(1)): RlpItem => [status, gas, new Uint8Array(256), []];

    it("a proof gives the receipt of a transaction, typed or untyped", async () => {
      for (const prefix of [[], [1], [4]])
        expect(await receipt(Uint8Array.of(...prefix, ...rlp(fields(Uint8Array.of(1)))))).to.deep.equal({
          succeeded: true,
          logs: [],
        });
    });

    const malformed: [string, Uint8Array, string][] = [
      ["of an unknown type", Uint8Array.of(9, ...rlp(fields(NONE))), "ReceiptMalformed"],
      ["with a status other than 0 and 1", rlp(fields(Uint8Array.of(2))), "ReceiptMalformed"],
      ["that used more gas than a number holds", rlp(fields(NONE, new Uint8Array(8).fill(255))), "RlpMalformed"],
    ];
    for (const [what, value, code] of malformed)
      it(`the proof of a receipt ${what} is refused`, async () => {
        expect((await errorOf(() => receipt(value))).code).to.equal(code);
      });
  });
});

describe("A word of a contract's storage", () => {
  const FULL: Bytes32 = `0x${"ff".repeat(32)}`;
  const word = (digits: string): Bytes32 => `0x${digits.padStart(64, "0")}`;
  const readers: [string, (word: Bytes32) => unknown, Bytes32[]][] = [
    ["custody record", unpackCustody, [FULL, word(`ff${"00".repeat(25)}`)]],
    // A standing that does not exist, and a bit beyond the flags.
    ["case", unpackCase, [FULL, word(`04${"00".repeat(25)}`), word(`20${"00".repeat(27)}`)]],
    ["participant", unpackParticipant, [FULL, word(`02${"00".repeat(4)}`)]],
    ["key", unpackKey, [FULL]],
  ];
  for (const [what, unpack, words] of readers)
    it(`a word of storage is refused as a ${what} when the contract never packs it so`, async () => {
      for (const each of words) expect((await errorOf(() => unpack(each))).code).to.equal("TrieProofBroken");
    });
});
