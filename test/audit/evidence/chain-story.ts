import type { Hex, ShipmentId } from "../../../src/domain/entry.ts";
import { positionOf } from "../../../src/domain/position.ts";
import type { ShipmentStory, StoryEntry } from "../../../src/domain/shipment-story.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { getLogs } from "../../../src/ledger/get-logs.ts";
import { ENTRY_RECORDED_TOPIC, logToLedgerEvent } from "../../../src/ledger/ledger-log.ts";
import type { Rpc } from "../../../src/rpc/json-rpc-client.ts";

/** The history of a shipment in the chain's log, without payloads, with all entries about `units`. */
export async function chainStory(
  rpc: Rpc,
  ledger: Hex,
  shipment: ShipmentId,
  units: readonly ShipmentId[] = [],
): Promise<ShipmentStory> {
  const last = await getBlockHeader(rpc, "latest");
  if (last === undefined) throw new Error("The chain has no block.");
  const logs = await getLogs(rpc, {
    addresses: [ledger],
    fromBlock: 0,
    toBlock: last.number,
    events: [ENTRY_RECORDED_TOPIC],
  });
  const entries: StoryEntry[] = logs.map(logToLedgerEvent).map(({ hash, signed, position }) => ({
    ...signed,
    hash,
    position: positionOf(position.blockNumber, position.logIndex),
    block: position.blockNumber,
    transactionHash: position.transactionHash,
    payload: { state: "unknown" },
  }));
  const told = entries.filter(({ entry }) => entry.shipment === shipment || units.includes(entry.shipment));
  const named = new Set(told.flatMap(({ entry }) => [entry.author, entry.counterparty]));
  named.delete(0);
  return {
    shipment,
    block: { number: last.number, hash: last.hash },
    identities: [],
    participants: [...named].sort((a, b) => a - b).map((id) => ({ id, name: `Organisation ${id}` })),
    entries: told,
  };
}
