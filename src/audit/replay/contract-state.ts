import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { getStateNodes } from "../../ledger/get-state-nodes.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { expectedCode } from "../proof/expected-code.ts";
import { type Account, provenAccount } from "../proof/proven-account.ts";
import { provenSlot } from "../proof/proven-slot.ts";
import { TrieNodes } from "../proof/trie-nodes.ts";
import type { Fault } from "./fault.ts";
import type { JudgedState } from "./ledger-judge.ts";
import { storageRootOf } from "./storage-root.ts";
import { AUTHORITY_SLOT, consortiumWords, ledgerWords, type StorageWord } from "./storage-words.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Number of slots in one proof request. */
const SLOTS_AT_ONCE = 200;

/** A block with the state root of its header. */
export interface StateBlock {
  readonly number: number;
  readonly stateRoot: Bytes32;
}

/** Number of differing slots that are reported one by one. */
const MOST_NAMED = 100;

/**
 * Compares the code and the whole storage of both contracts with what the log led to, up to the state root of a block.
 *
 * The root of a storage is computed from all words that it must hold and compared with the one that is proved for the
 * account. When they are equal, every head, custody, case, correction, participant and key is in the contract as
 * replayed, and there is nothing else: no shipment that no log told of. This takes one proof, whatever the number of
 * shipments. Only when they differ are slots proved one by one, to name those that are others.
 *
 * @throws TrieProofBroken, RlpMalformed for proofs that are none; the errors of {@link Rpc} when the node keeps no state
 * of this block (Besu on Bonsai reaches back 512 blocks).
 */
export async function contractStateFaults(
  rpc: Rpc,
  chain: PinnedChain,
  state: JudgedState,
  block: StateBlock,
): Promise<Fault[]> {
  const contracts = new ContractReader(rpc, block);
  const [authority] = await contracts.words(chain.consortium, [AUTHORITY_SLOT]);
  const governor: Hex = `0x${(authority as Bytes32).slice(26)}`;
  const code = expectedCode(chain);
  return [
    ...(await contracts.codeFaults("ShipmentLedger", chain.ledger, code.ledger)),
    ...(await contracts.codeFaults("Consortium", chain.consortium, code.consortium)),
    ...(await contracts.storageFaults("ShipmentLedger", chain.ledger, () => ledgerWords(state.ledger))),
    ...(await contracts.storageFaults("Consortium", chain.consortium, () => consortiumWords(state.registry, governor))),
  ];
}

/** Reads proved state of one block. */
class ContractReader {
  readonly #rpc: Rpc;
  readonly #block: StateBlock;

  constructor(rpc: Rpc, block: StateBlock) {
    this.#rpc = rpc;
    this.#block = block;
  }

  /** @param expected Keccak-256 of the runtime bytecode. */
  async codeFaults(name: string, address: Hex, expected: Bytes32): Promise<Fault[]> {
    const { codeHash } = await this.#account(address);
    return codeHash === expected ? [] : [this.#fault("CodeUnexpected", `${name} at ${address}`, expected, codeHash)];
  }

  async storageFaults(name: string, address: Hex, words: () => Iterable<StorageWord>): Promise<Fault[]> {
    const expected = storageRootOf(words());
    const { storageRoot } = await this.#account(address);
    if (expected === storageRoot) return [];
    const faults: Fault[] = [];
    for (const some of inGroups(words(), SLOTS_AT_ONCE)) {
      const found = await this.words(
        address,
        some.map(({ slot }) => slot),
      );
      for (const [index, { what, word }] of some.entries())
        if (word !== found[index]) faults.push(this.#fault("StorageDiffers", what, word, itemAt(found, index)));
      if (faults.length >= MOST_NAMED) return faults;
    }
    if (faults.length > 0) return faults;
    return [this.#fault("StorageUnexplained", `${name} at ${address}`, `storage root ${expected}`, storageRoot)];
  }

  /** The words in these slots. */
  async words(address: Hex, slots: readonly Bytes32[]): Promise<Bytes32[]> {
    const { nodes, account } = await this.#prove(address, slots);
    return slots.map((slot) => provenSlot(nodes, account.storageRoot, slot));
  }

  async #account(address: Hex): Promise<Account> {
    return (await this.#prove(address, [])).account;
  }

  async #prove(address: Hex, slots: readonly Bytes32[]): Promise<{ nodes: TrieNodes; account: Account }> {
    const { stateRoot, number } = this.#block;
    const what = `the account ${address}`;
    const nodes = new TrieNodes([...(await getStateNodes(this.#rpc, address, slots, number))].map(bytesOf), what);
    const account = provenAccount(nodes, stateRoot, address);
    if (account === undefined) throw nodes.broken("the account does not exist");
    return { nodes, account };
  }

  #fault(code: Fault["code"], subject: string, expected: string, found: string): Fault {
    return { code, block: this.#block.number, entry: null, subject, expected, found };
  }
}

function* inGroups<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
