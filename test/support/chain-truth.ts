import { expect } from "chai";
import { Contract, JsonRpcProvider, TypedDataEncoder, type EventLog } from "ethers";
import type { Hex } from "../../src/domain/entry.ts";
import { ShipmentLedger__factory } from "../../types/factories/ShipmentLedger__factory.ts";

/** What the chain itself holds, read and hashed by ethers alone: nothing of src has a part in it. */
export interface ChainTruth {
  /** Hashes of all recorded entries in the order of the chain. */
  readonly recorded: readonly Hex[];
  /** The commitments of all recorded entries, in the same order. */
  readonly commitments: readonly Hex[];
}

/**
 * Rebuilds every shipment's history from the log and checks it: each entry's hash is that of its fields, follows the
 * entry before it, has the next sequence number, and the last one is the head in contract storage.
 */
export async function readChainTruth(rpcUrl: string, ledger: Hex): Promise<ChainTruth> {
  const provider = new JsonRpcProvider(rpcUrl, undefined, { cacheTimeout: -1 });
  try {
    const contract = new Contract(ledger, ShipmentLedger__factory.abi, provider);
    const { chainId } = await provider.getNetwork();
    const domain = { name: "Portolan", version: "1", chainId, verifyingContract: ledger };
    const types = {
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
    const logs = (await contract.queryFilter("EntryRecorded", 0)) as EventLog[];
    const heads = new Map<string, { head: string; sequence: bigint }>();
    for (const { args } of logs) {
      const before = heads.get(args["shipment"]) ?? { head: `0x${"0".repeat(64)}`, sequence: 0n };
      expect(args["previous"], "an entry follows the one before it").to.equal(before.head);
      expect(args["sequence"], "sequence numbers have no gap").to.equal(before.sequence + 1n);
      expect(TypedDataEncoder.hash(domain, types, args.toObject()), "an entry's hash is that of its fields").to.equal(
        args["entry"],
      );
      heads.set(args["shipment"], { head: args["entry"], sequence: args["sequence"] });
    }
    for (const [shipment, { head }] of heads) {
      expect(await contract.getFunction("headOf")(shipment), "the last entry is the contract's head").to.equal(head);
    }
    return {
      recorded: logs.map(({ args }) => args["entry"] as Hex),
      commitments: logs.map(({ args }) => args["commitment"] as Hex),
    };
  } finally {
    provider.destroy();
  }
}
