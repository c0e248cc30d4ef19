import type { Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { abiWords, bytesAt, numberAt, requireEnd, requireOffset } from "./abi-words.ts";
import type { ChainLog } from "./chain-log.ts";
import { decodeLog, indexedOf } from "./decode-log.ts";
import { decodeLedgerError } from "./ledger-errors.ts";
import { ledgerInterface } from "./ledger-interface.ts";

export const ENTRY_MALFORMED_TOPIC = ledgerInterface.getEvent("EntryMalformed").topicHash as Hex;

/** The bits of each number of an entry, by the position of its field. */
const NUMBER_BITS: Readonly<Record<number, number>> = { 2: 8, 3: 32, 4: 32, 6: 40 };

/**
 * Checks an `EntryMalformed` of the ledger: the canonical encoding, and a number that really exceeds its field.
 *
 * @throws LogMalformed
 */
export function checkMalformedEntryLog(log: ChainLog): void {
  decodeLog("EntryMalformed", log, check);
}

/** Data: the place in the batch, the offset of the reason, the reason. */
function check(log: ChainLog): void {
  const [shipment] = indexedOf(log, 1);
  const data = abiWords(log.data);
  numberAt(data, 0, 6);
  requireOffset(data, 1, 2);
  const { value, end } = bytesAt(data, 2);
  requireEnd(data, end);
  const reason = decodeLedgerError(value);
  if (reason?.code !== "ShipmentLedgerNumberTooWide" || reason.parameters["shipment"] !== shipment)
    throw new PortolanError("AbiMalformed", { problem: "its reason is not a number too wide for the entry" });
  const bits = NUMBER_BITS[Number(reason.parameters["field"])];
  if (bits === undefined || BigInt(String(reason.parameters["value"])) >> BigInt(bits) === 0n)
    throw new PortolanError("AbiMalformed", { problem: "the number in its reason fits the field" });
}
