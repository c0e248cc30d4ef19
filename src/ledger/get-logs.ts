import type { Bytes32, Hex } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { type ChainLog, jsonToLog } from "./chain-log.ts";
import { quantity } from "./quantity.ts";

export interface LogFilter {
  /** Addresses of the contracts, lower-case. */
  readonly addresses: readonly Hex[];
  readonly fromBlock: number;
  /** Inclusive. Besu allows 5,000 blocks in one request by default. */
  readonly toBlock: number;
  /** Accepted first topics; all when absent. */
  readonly events?: readonly Bytes32[];
  /** A limit in bytes for the answer, below the client's own limit. */
  readonly maxBytes?: number | undefined;
}

/**
 * The logs of these contracts in these blocks, in the order of the chain (`eth_getLogs`).
 *
 * @throws ChainAnswerTooLarge above `maxBytes`; ChainAnswerInvalid also for a log outside the filter or out of order.
 */
export async function getLogs(rpc: Rpc, wish: LogFilter): Promise<ChainLog[]> {
  const { addresses, fromBlock, toBlock, events, maxBytes } = wish;
  const filter = {
    address: addresses,
    fromBlock: quantity(fromBlock),
    toBlock: quantity(toBlock),
    ...(events === undefined ? {} : { topics: [events] }),
  };
  const answer = await rpc.request("eth_getLogs", [filter], maxBytes);
  if (!Array.isArray(answer)) throw rpc.invalidAnswer("eth_getLogs", "it is not a list");

  const wanted = new Set(addresses);
  const topics = events && new Set(events);
  const logs: ChainLog[] = [];
  let last: ChainLog | undefined;
  for (const item of answer as unknown[]) {
    const log = jsonToLog(rpc, "eth_getLogs", item, last);
    if (!wanted.has(log.address))
      throw rpc.invalidAnswer("eth_getLogs", "it has a log of a contract outside the request");
    if (log.blockNumber < fromBlock || log.blockNumber > toBlock)
      throw rpc.invalidAnswer("eth_getLogs", "it has a log of a block outside the request");
    if (topics !== undefined && !topics.has(log.topics[0] ?? "0x"))
      throw rpc.invalidAnswer("eth_getLogs", "it has an event outside the request");
    if (last !== undefined && !follows(last, log)) throw rpc.invalidAnswer("eth_getLogs", "its logs are out of order");
    logs.push(log);
    last = log;
  }
  return logs;
}

function follows(before: ChainLog, after: ChainLog): boolean {
  if (before.blockNumber !== after.blockNumber) return before.blockNumber < after.blockNumber;
  return before.logIndex < after.logIndex && before.blockHash === after.blockHash;
}
