import type { Hex } from "../domain/entry.ts";
import type { ChainLog } from "./chain-log.ts";
import { cooperationInterface } from "./cooperation-interface.ts";
import { checkMalformedLog } from "./malformed-log.ts";

export const ACT_MALFORMED_TOPIC = cooperationInterface.getEvent("ActMalformed").topicHash as Hex;

/** Checks an `ActMalformed` of the ledger of cooperation. @throws LogMalformed */
export const checkMalformedActLog = (log: ChainLog): void =>
  checkMalformedLog(
    {
      event: "ActMalformed",
      error: "CooperationLedgerNumberTooWide",
      chain: "matter",
      numberBits: { 2: 8, 3: 32, 4: 32, 6: 40, 8: 40, 9: 32, 10: 8, 11: 16 },
    },
    log,
  );
