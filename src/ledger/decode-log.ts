import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ChainLog } from "./chain-log.ts";

/**
 * Runs `decode`, and adds to what it finds malformed which log that was.
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

/** Checks how many topics a log has, its event's own among them. @throws AbiMalformed */
export function requireTopics(log: ChainLog, count: number): void {
  if (log.topics.length !== count)
    throw new PortolanError("AbiMalformed", { problem: `it has ${log.topics.length} topics instead of ${count}` });
}
