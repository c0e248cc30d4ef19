import { Contract, JsonRpcProvider, recoverAddress, TypedDataEncoder, type EventLog } from "ethers";
import type { Bytes32, Entry, EntryHash, Hex } from "../../../src/domain/entry.ts";
import { checkShape } from "../../../src/domain/rules/entry-shape.ts";
import { NO_COUNTRY } from "../../../src/domain/places/country-bytes.ts";
import { LedgerState } from "../../../src/domain/rules/ledger-state.ts";
import { Consortium__factory } from "../../../types/factories/Consortium__factory.ts";
import { ShipmentLedger__factory } from "../../../types/factories/ShipmentLedger__factory.ts";
import type { BenchNetwork } from "../network/bench-network.ts";

/** Blocks in one query. */
const BLOCKS = 10;

/**
 * Audits with ethers only: its queries, decoding, hashing and signature recovery. The rules are Portolan's, because
 * ethers has none. In the rival's favour it does not check block hashes, receipts and storage.
 *
 * @param wanted number of entries to audit; more would have the same rate.
 * @returns entries per second.
 */
export async function auditWithEthers({ rpcUrl, contracts }: BenchNetwork, wanted: number): Promise<number> {
  const provider = new JsonRpcProvider(rpcUrl, undefined, { cacheTimeout: -1 });
  try {
    const began = performance.now();
    const ledger = new Contract(contracts.ledger, ShipmentLedger__factory.abi, provider);
    const roles = await readRoles(provider, contracts.consortium);
    const { chainId } = await provider.getNetwork();
    const domain = { name: "Portolan", version: "1", chainId, verifyingContract: contracts.ledger };
    const components = ledger.interface.getFunction("hashOf")?.inputs[0]?.components ?? [];
    const types = { Entry: components.map(({ name, type }) => ({ name, type })) };
    const state = new LedgerState();
    const height = await provider.getBlockNumber();
    let entries = 0;
    for (let from = 0; from <= height && entries < wanted; from += BLOCKS)
      for (const log of (await ledger.queryFilter("EntryRecorded", from, from + BLOCKS - 1)) as EventLog[]) {
        const { entry, hash, signature } = entryOf(log);
        const digest = TypedDataEncoder.hash(domain, types, entry);
        const { keys, bits } = roles.get(entry.author) ?? { keys: new Set<string>(), bits: 0 };
        const lawful =
          digest === hash &&
          keys.has(recoverAddress(digest, signature).toLowerCase()) &&
          checkShape(entry) === undefined &&
          state.apply(entry, hash, {
            time: entry.occurredAt,
            rolesOf: (participant) => roles.get(participant)?.bits ?? bits,
            jurisdictionOf: () => NO_COUNTRY,
          }) === undefined;
        if (!lawful) throw new Error(`The rival finds entry ${hash} unlawful.`);
        entries += 1;
      }
    return entries / ((performance.now() - began) / 1000);
  } finally {
    provider.destroy();
  }
}

async function readRoles(provider: JsonRpcProvider, address: Hex) {
  const consortium = new Contract(address, Consortium__factory.abi, provider);
  const roles = new Map<number, { bits: number; keys: Set<string> }>();
  for (const { args } of (await consortium.queryFilter("ParticipantEnrolled", 0)) as EventLog[])
    roles.set(Number(args["participant"]), { bits: Number(args["roles"]), keys: new Set() });
  for (const { args } of (await consortium.queryFilter("KeyAdded", 0)) as EventLog[])
    roles.get(Number(args["participant"]))?.keys.add(String(args["key"]).toLowerCase());
  return roles;
}

function entryOf({ args }: EventLog): { entry: Entry; hash: EntryHash; signature: Hex } {
  const entry = {
    shipment: args["shipment"] as Bytes32,
    previous: args["previous"] as Bytes32,
    kind: Number(args["kind"]),
    author: Number(args["author"]),
    counterparty: Number(args["counterparty"]),
    refersTo: args["refersTo"] as Bytes32,
    occurredAt: Number(args["occurredAt"]),
    commitment: args["commitment"] as Bytes32,
  };
  return { entry, hash: args["entry"] as EntryHash, signature: args["signature"] as Hex };
}
