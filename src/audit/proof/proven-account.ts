import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";
import { decodeRlp } from "./decode-rlp.ts";
import { provenValue } from "./proven-value.ts";
import { bigInteger, byteString, listItems } from "./rlp-value.ts";
import type { TrieNodes } from "./trie-nodes.ts";

/** An account of the state (Ethereum Yellow Paper, 4.1). */
export interface Account {
  readonly nonce: bigint;
  /** Wei. */
  readonly balance: bigint;
  readonly storageRoot: Bytes32;
  /** Keccak-256 of its runtime bytecode. */
  readonly codeHash: Bytes32;
}

/**
 * Reads the account at an address from the state with this root.
 *
 * @returns `undefined` if the nodes prove that the account does not exist.
 * @throws TrieProofBroken, RlpMalformed
 */
export function provenAccount(nodes: TrieNodes, stateRoot: Bytes32, address: Hex): Account | undefined {
  const value = provenValue(nodes, stateRoot, keccak256(bytesOf(address)));
  if (value === undefined) return undefined;
  const [nonce, balance, storageRoot, codeHash] = listItems(decodeRlp(value), "the account", 4);
  return {
    nonce: bigInteger(nonce, "the nonce"),
    balance: bigInteger(balance, "the balance"),
    storageRoot: hexOf(byteString(storageRoot, "the storage root", 32)),
    codeHash: hexOf(byteString(codeHash, "the code hash", 32)),
  };
}
