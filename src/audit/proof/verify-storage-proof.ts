import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import type { StorageProof } from "../../ledger/get-proof.ts";
import { type Account, provenAccount } from "./proven-account.ts";
import { provenSlot } from "./proven-slot.ts";
import { TrieNodes } from "./trie-nodes.ts";

/** Limits of one path: a node for each nibble of the key, and the leaf. */
const PATH_LIMITS = { nodes: 65, nodeBytes: 1_024 };

/**
 * Verifies an answer to `eth_getProof` (EIP-1186) against a trusted state root: account, storage root and value of the
 * slot. Rejects unnecessary nodes.
 *
 * @returns the account and the word of the slot.
 * @throws TrieProofBroken, RlpMalformed
 */
export function verifyStorageProof(
  stateRoot: Bytes32,
  proof: StorageProof,
): { readonly account: Account; readonly word: Bytes32 } {
  const what = `slot ${proof.slot} of ${proof.address}`;
  const broken = (problem: string) => new PortolanError("TrieProofBroken", { what, problem });
  const accountNodes = nodesOf(proof.accountProof, what);
  const account = provenAccount(accountNodes, stateRoot, proof.address);
  accountNodes.requireAllUsed();
  if (account === undefined) throw broken("it proves the absence of the account");
  if (account.storageRoot !== proof.storageHash) throw broken("the storage root is not the account's");
  const slotNodes = nodesOf(proof.storageProof, what);
  const word = provenSlot(slotNodes, account.storageRoot, proof.slot);
  slotNodes.requireAllUsed();
  if (BigInt(word) !== proof.value) throw broken("the value is not what the nodes prove");
  return { account, word };
}

function nodesOf(nodes: readonly Hex[], what: string): TrieNodes {
  return new TrieNodes(nodes.map(bytesOf), what, PATH_LIMITS);
}
