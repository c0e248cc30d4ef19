import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { jsonToLog } from "../../ledger/chain-log.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import { getCode } from "../../ledger/get-code.ts";
import { ENTRY_RECORDED_TOPIC } from "../../ledger/ledger-log.ts";
import { quantity } from "../../ledger/quantity.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { consortiumIn } from "../proof/expected-code.ts";

/** Largest number of blocks in one request; Besu allows 5,000 by default. */
const MAX_BLOCKS = 4_096;

/**
 * Finds the ledger on a chain: the contract that logged the first entry and has the code of a ShipmentLedger. The
 * auditor must confirm that it is the consortium's ledger, because anyone can deploy another.
 *
 * @throws LedgerNotFound if no such contract has logged an entry, or several have in the same range of blocks; the
 * errors of {@link Rpc}.
 */
export async function findLedger(rpc: Rpc): Promise<Hex> {
  const latest = (await getBlockHeader(rpc, "latest"))?.number ?? 0;
  // Starts with short ranges, so that the first answer with entries is small.
  for (let from = 0, span = 64; from <= latest; from += span, span = Math.min(MAX_BLOCKS, span * 2)) {
    const ledgers = await ledgersIn(rpc, from, Math.min(latest, from + span - 1));
    const [ledger, another] = ledgers;
    if (another !== undefined) throw new PortolanError("LedgerNotFound", { candidates: ledgers });
    if (ledger !== undefined) return ledger;
  }
  throw new PortolanError("LedgerNotFound", { candidates: [] });
}

async function ledgersIn(rpc: Rpc, from: number, to: number): Promise<Hex[]> {
  const filter = { fromBlock: quantity(from), toBlock: quantity(to), topics: [ENTRY_RECORDED_TOPIC] };
  const answer = await rpc.request("eth_getLogs", [filter]);
  if (!Array.isArray(answer)) throw rpc.invalidAnswer("eth_getLogs", "it is not a list");
  const addresses = new Set(answer.map((log: unknown) => jsonToLog(rpc, "eth_getLogs", log).address));
  const ledgers: Hex[] = [];
  for (const address of addresses) if (consortiumIn(await getCode(rpc, address)) !== undefined) ledgers.push(address);
  return ledgers;
}
