import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { readDirectoryDelay } from "../../ledger/read-directory-delay.ts";
import { getStateNodes } from "../../ledger/get-state-nodes.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { type CooperationPlace, expectedCooperationCode } from "../proof/expected-cooperation-code.ts";
import { type DirectoryPlace, expectedDirectoryCode } from "../proof/expected-directory-code.ts";
import { expectedCode } from "../proof/expected-code.ts";
import { type Account, provenAccount } from "../proof/proven-account.ts";
import { provenSlot } from "../proof/proven-slot.ts";
import { TrieNodes } from "../proof/trie-nodes.ts";
import { cooperationWords } from "./cooperation-words.ts";
import type { Fault } from "./fault.ts";
import type { JudgedState } from "./ledger-judge.ts";
import { storageRootOf } from "./storage-root.ts";
import { AUTHORITY_SLOT, consortiumWords, directoryWords, ledgerWords, type StorageWord } from "./storage-words.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Number of slots in one proof request. */
const SLOTS_AT_ONCE = 200;

/** A block with the state root of its header. */
export interface StateBlock {
  readonly number: number;
  readonly stateRoot: Bytes32;
}

/** Number of differing slots after which the comparison stops. */
const MAX_NAMED = 100;

/**
 * Compares the code and the whole storage of the contracts at a block with the replayed state.
 *
 * It computes the storage root from all words of the replayed state and compares it with the proved root of the
 * account. Equal roots prove that the contract holds every replayed head, custody, case, correction, participant and
 * key, and no other word, such as a shipment without a log. That takes one proof for any number of shipments. If the
 * roots differ, it proves single slots to name the differences.
 *
 * @throws TrieProofBroken, RlpMalformed for invalid proofs; the errors of {@link Rpc} if the node lacks the state of
 * this block (Besu with Bonsai keeps the last 512 blocks).
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
    ...(chain.directory === undefined
      ? []
      : await directoryFaults(contracts, rpc, { ...chain, directory: chain.directory, governance: governor }, state)),
    ...(chain.cooperation === undefined
      ? []
      : await cooperationFaults(contracts, { ...chain, cooperation: chain.cooperation }, state)),
  ];
}

async function cooperationFaults(
  contracts: ContractReader,
  { chainId, cooperation: address, consortium }: CooperationPlace,
  { cooperation }: JudgedState,
): Promise<Fault[]> {
  const expected = expectedCooperationCode({ chainId, cooperation: address, consortium });
  return [
    ...(await contracts.codeFaults("CooperationLedger", address, expected)),
    ...(await contracts.storageFaults("CooperationLedger", address, () => cooperationWords(cooperation))),
  ];
}

/** @param place the directory's delay is read unproved; the hash of the code, which contains it, proves it. */
async function directoryFaults(
  contracts: ContractReader,
  rpc: Rpc,
  place: Omit<DirectoryPlace, "delay">,
  { members }: JudgedState,
): Promise<Fault[]> {
  const { directory } = place;
  const expected = expectedDirectoryCode({ ...place, delay: await readDirectoryDelay(rpc, directory) });
  return [
    ...(await contracts.codeFaults("MemberDirectory", directory, expected)),
    ...(await contracts.storageFaults("MemberDirectory", directory, () => directoryWords(members.values()))),
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
      if (faults.length >= MAX_NAMED) return faults;
    }
    if (faults.length > 0) return faults;
    return [this.#fault("StorageUnexplained", `${name} at ${address}`, `storage root ${expected}`, storageRoot)];
  }

  /** Reads the words of these slots. */
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
