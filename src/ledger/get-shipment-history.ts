import type { Hex, ShipmentId } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { jsonToLog } from "./chain-log.ts";
import { ENTRY_RECORDED_TOPIC, type EntryRecorded, logToLedgerEvent } from "./ledger-log.ts";
import { quantity } from "./quantity.ts";

const METHOD = "eth_getLogs";

/** Blocks of one question; Besu grants 5,000 by default. */
const BLOCKS = 5_000;

/**
 * The entries of one shipment in these blocks, both ends included, in the order of the chain, as a node reports them.
 *
 * @throws ChainAnswerInvalid, LogMalformed
 */
export async function getShipmentHistory(
  rpc: Rpc,
  ledger: Hex,
  shipment: ShipmentId,
  fromBlock: number,
  toBlock: number,
): Promise<EntryRecorded[]> {
  const history: EntryRecorded[] = [];
  for (let from = fromBlock; from <= toBlock; from += BLOCKS) {
    const to = Math.min(toBlock, from + BLOCKS - 1);
    const topics = [ENTRY_RECORDED_TOPIC, shipment];
    const filter = { address: ledger, fromBlock: quantity(from), toBlock: quantity(to), topics };
    const answer = await rpc.request(METHOD, [filter]);
    if (!Array.isArray(answer)) throw rpc.invalidAnswer(METHOD, "it is not a list");
    for (const item of answer as unknown[]) {
      const event = logToLedgerEvent(jsonToLog(rpc, METHOD, item));
      if (event.event !== "EntryRecorded") throw rpc.invalidAnswer(METHOD, "it has an event outside the request");
      history.push(event);
    }
  }
  return history;
}
