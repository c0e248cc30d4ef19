import type { Bytes32, Hex } from "../../domain/entry.ts";
import { provenAccount } from "../proof/proven-account.ts";
import type { TrieNodes } from "../proof/trie-nodes.ts";
import { contradicted } from "./contradicted.ts";

/** A contract of a file, with the hash of the code that it must have. */
export interface ExpectedContract {
  /** For errors: `the ledger`. */
  readonly what: string;
  readonly address: Hex;
  readonly code: Bytes32;
}

/**
 * Proves that a contract exists with the code of this version.
 *
 * @returns the root of its storage.
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed
 */
export function provenStorage(
  nodes: TrieNodes,
  stateRoot: Bytes32,
  { what, address, code }: ExpectedContract,
): Bytes32 {
  const account = provenAccount(nodes, stateRoot, address);
  if (account === undefined) throw contradicted(what, "the contract does not exist");
  if (account.codeHash !== code)
    throw contradicted(what, "the contract at this address is not one of this version of Portolan");
  return account.storageRoot;
}
