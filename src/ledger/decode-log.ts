import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ChainLog } from "./chain-log.ts";

/**
 * Runs `decode`, and adds the place of the log to its error.
 *
 * @throws LogMalformed
 */
export function decodeLog<Event>(event: string, log: ChainLog, decode: (log: ChainLog) => Event): Event {
  try {
    return decode(log);
  } catch (error) {
    if (!PortolanError.is(error, "AbiMalformed")) throw error;
    const { blockNumber, logIndex } = log;
    const problem = error.facts["problem"] ?? error.message;
    throw new PortolanError("LogMalformed", { event, blockNumber, logIndex, problem }, { cause: error });
  }
}

/** The indexed parameters of a log, which follow its event's topic. @throws AbiMalformed unless there are `count`. */
export function indexedOf(log: ChainLog, count: 1): readonly [Bytes32];
export function indexedOf(log: ChainLog, count: 2): readonly [Bytes32, Bytes32];
export function indexedOf(log: ChainLog, count: 3): readonly [Bytes32, Bytes32, Bytes32];
export function indexedOf({ topics }: ChainLog, count: number): readonly Bytes32[] {
  if (topics.length !== count + 1)
    throw new PortolanError("AbiMalformed", { problem: `it has ${topics.length} topics instead of ${count + 1}` });
  return topics.slice(1);
}
