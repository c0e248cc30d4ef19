import type { Hex, ShipmentId } from "../../domain/entry.ts";
import type { EntryView } from "../../api/entry.ts";
import { createEntryHasher } from "../../ledger/entry-hash.ts";
import { getChainId } from "../../ledger/get-chain-id.ts";
import { readHead } from "../../ledger/read-head.ts";
import { JsonRpcClient } from "../../rpc/json-rpc-client.ts";
import { checkHistory, type HistoryCheck } from "./check-history.ts";

/** A ledger and a node of its chain. */
export interface ContractAddress {
  readonly rpcUrl: string;
  readonly ledger: Hex;
}

/**
 * Checks a history from a gateway against the head in the contract, as a node of the chain reports it.
 *
 * @param entries entries in the order of `sequence`.
 * @throws ChainUnreachable and the other errors of JSON-RPC; AbiMalformed if the address has no ledger.
 */
export async function checkAgainstContract(
  entries: readonly EntryView[],
  shipment: ShipmentId,
  { rpcUrl, ledger }: ContractAddress,
): Promise<HistoryCheck> {
  const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
  try {
    const chainId = await getChainId(rpc);
    const { head } = await readHead(rpc, ledger, shipment, "latest");
    return checkHistory(entries, shipment, createEntryHasher({ chainId, ledger }), head);
  } finally {
    await rpc.close();
  }
}
