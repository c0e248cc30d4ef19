import type { Hex } from "../domain/entry.ts";
import type { ChainLog } from "./chain-log.ts";
import { ledgerInterface } from "./ledger-interface.ts";
import { checkMalformedLog } from "./malformed-log.ts";

export const ENTRY_MALFORMED_TOPIC = ledgerInterface.getEvent("EntryMalformed").topicHash as Hex;

/** Checks an `EntryMalformed` of the ledger. @throws LogMalformed */
export const checkMalformedEntryLog = (log: ChainLog): void =>
  checkMalformedLog(
    {
      event: "EntryMalformed",
      error: "ShipmentLedgerNumberTooWide",
      chain: "shipment",
      numberBits: { 2: 8, 3: 32, 4: 32, 6: 40 },
    },
    log,
  );
