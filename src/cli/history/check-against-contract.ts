import type { Hex, ShipmentId } from "../../domain/entry.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";
import { createEntryHasher } from "../../ledger/entry-hash.ts";
import { getChainId } from "../../ledger/get-chain-id.ts";
import { readHead } from "../../ledger/read-head.ts";
import { JsonRpcClient } from "../../rpc/json-rpc-client.ts";
import { checkHistory, type Verdict } from "./check-history.ts";

/** Which contract, and through which node it is asked. */
export interface ContractAddress {
  readonly rpcUrl: string;
  readonly ledger: Hex;
}

/**
 * Checks a history that a gateway told (check-history.ts) against the contract, as a node of the chain answers for it.
 *
 * @param entries in the order of `sequence`.
 * @throws ChainUnreachable and the like when the node does not answer; AbiMalformed when no ledger is at the address.
 */
export async function checkAgainstContract(
  entries: readonly EntryView[],
  shipment: ShipmentId,
  { rpcUrl, ledger }: ContractAddress,
): Promise<Verdict> {
  const rpc = new JsonRpcClient({ peer: "Chain", url: rpcUrl });
  try {
    const chainId = await getChainId(rpc);
    const { head } = await readHead(rpc, ledger, shipment, "latest");
    return checkHistory(entries, shipment, createEntryHasher({ chainId, ledger }), head);
  } finally {
    await rpc.close();
  }
}
