import { expect } from "chai";
import { Contract, JsonRpcProvider, TypedDataEncoder, type EventLog } from "ethers";
import type { Entry, Hex } from "../../src/domain/entry.ts";
import { ShipmentLedger__factory } from "../../types/factories/ShipmentLedger__factory.ts";

/** The content of the chain, read and hashed only by ethers, without code of the product. */
export interface ChainTruth {
  /** Hashes of all recorded entries in chain order. */
  readonly recorded: readonly Hex[];
  /** The commitments of all recorded entries, in the same order. */
  readonly commitments: readonly Hex[];
  /** The commitments of each shipment's entries, in their order. */
  readonly histories: ReadonlyMap<Hex, readonly Hex[]>;
  /** All recorded entries, in the same order. */
  readonly entries: readonly Entry[];
}

const ENTRY = {
  Entry: [
    { name: "shipment", type: "bytes32" },
    { name: "previous", type: "bytes32" },
    { name: "kind", type: "uint8" },
    { name: "author", type: "uint32" },
    { name: "counterparty", type: "uint32" },
    { name: "refersTo", type: "bytes32" },
    { name: "occurredAt", type: "uint40" },
    { name: "commitment", type: "bytes32" },
  ],
};

/** The present content of the chain. */
export async function readChainTruth(rpcUrl: string, ledger: Hex): Promise<ChainTruth> {
  const reader = new ChainTruthReader(rpcUrl, ledger);
  try {
    return await reader.read();
  } finally {
    reader.close();
  }
}

/** Reads a chain in steps, each from the end of the last one. */
export class ChainTruthReader {
  readonly #provider: JsonRpcProvider;
  readonly #contract: Contract;
  readonly #ledger: Hex;
  #next = 0;
  readonly #recorded: Hex[] = [];
  readonly #commitments: Hex[] = [];
  readonly #entries: Entry[] = [];
  readonly #histories = new Map<Hex, Hex[]>();
  readonly #heads = new Map<Hex, string>();

  constructor(rpcUrl: string, ledger: Hex) {
    this.#provider = new JsonRpcProvider(rpcUrl, undefined, { cacheTimeout: -1 });
    this.#contract = new Contract(ledger, ShipmentLedger__factory.abi, this.#provider);
    this.#ledger = ledger;
  }

  /**
   * Rebuilds every shipment's history from the log and checks it. Each entry has the hash of its fields, the previous
   * entry's hash, and the next sequence number. The last entry is the head in contract storage.
   */
  async read(): Promise<ChainTruth> {
    const { chainId } = await this.#provider.getNetwork();
    const domain = { name: "Portolan", version: "1", chainId, verifyingContract: this.#ledger };
    const last = await this.#provider.getBlockNumber();
    const logs = (await this.#contract.queryFilter("EntryRecorded", this.#next, last)) as EventLog[];
    this.#next = last + 1;
    const changed = new Set<Hex>();
    for (const { args } of logs) {
      const [shipment, commitment, hash] = [args["shipment"], args["commitment"], args["entry"]] as [Hex, Hex, Hex];
      const history = this.#histories.get(shipment) ?? [];
      const head = this.#heads.get(shipment) ?? `0x${"0".repeat(64)}`;
      expect(args["previous"], "an entry follows the one before it").to.equal(head);
      expect(args["sequence"], "sequence numbers have no gap").to.equal(BigInt(history.length + 1));
      expect(TypedDataEncoder.hash(domain, ENTRY, args.toObject()), "an entry's hash is that of its fields").to.equal(
        hash,
      );
      this.#histories.set(shipment, history);
      history.push(commitment);
      this.#heads.set(shipment, hash);
      this.#recorded.push(hash);
      this.#commitments.push(commitment);
      this.#entries.push({
        shipment,
        previous: args["previous"] as Hex,
        kind: Number(args["kind"]),
        author: Number(args["author"]),
        counterparty: Number(args["counterparty"]),
        refersTo: args["refersTo"] as Hex,
        occurredAt: Number(args["occurredAt"]),
        commitment,
      });
      changed.add(shipment);
    }
    for (const shipment of changed) {
      const head: unknown = await this.#contract.getFunction("headOf")(shipment, { blockTag: last });
      expect(head, "the last entry is the contract's head").to.equal(this.#heads.get(shipment));
    }
    return {
      recorded: this.#recorded,
      commitments: this.#commitments,
      histories: this.#histories,
      entries: this.#entries,
    };
  }

  close(): void {
    this.#provider.destroy();
  }
}
