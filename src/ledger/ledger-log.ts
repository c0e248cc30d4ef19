import type { EntryHash, Hex, SignedEntry } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { abiWords, bytesAt, numberAt, requireEnd, requireOffset, wordAt } from "./abi-words.ts";
import { type ChainLog, type LogPosition, positionOf } from "./chain-log.ts";
import { decodeLog, indexedOf } from "./decode-log.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/** An entry became part of its shipment's history. */
export interface EntryRecorded {
  readonly event: "EntryRecorded";
  readonly hash: EntryHash;
  /** Number of entries of the shipment, including this one. */
  readonly sequence: number;
  readonly signed: SignedEntry;
  readonly position: LogPosition;
}

/** An entry of a batch was not recorded. Its author is not established. */
export interface EntryRefused {
  readonly event: "EntryRefused";
  readonly hash: EntryHash;
  readonly signed: SignedEntry;
  /** ABI-encoded error that `record` would have reverted with; see `revertToError`. */
  readonly reason: Hex;
  readonly position: LogPosition;
}

export type LedgerEvent = EntryRecorded | EntryRefused;

export const ENTRY_RECORDED_TOPIC = ledgerInterface.getEvent("EntryRecorded").topicHash as Hex;
export const ENTRY_REFUSED_TOPIC = ledgerInterface.getEvent("EntryRefused").topicHash as Hex;

/**
 * Decodes a log of the ShipmentLedger, which must be the canonical encoding of one of its events. The caller checks the
 * log's address, and the entry's hash with `createEntryHasher`.
 *
 * @throws LogMalformed
 */
export function logToLedgerEvent(log: ChainLog): LedgerEvent {
  switch (log.topics[0]) {
    case ENTRY_RECORDED_TOPIC:
      return decodeLog("EntryRecorded", log, decodeRecorded);
    case ENTRY_REFUSED_TOPIC:
      return decodeLog("EntryRefused", log, decodeRefused);
    default:
      return decodeLog("event of the ShipmentLedger", log, () => {
        throw new PortolanError("AbiMalformed", { problem: `no event has the topic ${log.topics[0] ?? "(none)"}` });
      });
  }
}

/** Data: sequence, previous, kind, counterparty, refersTo, occurredAt, commitment, signature. */
function decodeRecorded(log: ChainLog): EntryRecorded {
  const [shipment, hash, author] = indexedOf(log, 3);
  const data = abiWords(log.data);
  requireOffset(data, 7, 8);
  const { value: signature, end } = bytesAt(data, 8);
  requireEnd(data, end);
  const entry = {
    shipment,
    previous: wordAt(data, 1),
    kind: numberAt(data, 2, 1),
    author: numberAt(abiWords(author), 0, 4),
    counterparty: numberAt(data, 3, 4),
    refersTo: wordAt(data, 4),
    occurredAt: numberAt(data, 5, 5),
    commitment: wordAt(data, 6),
  };
  return {
    event: "EntryRecorded",
    hash,
    sequence: numberAt(data, 0, 4),
    signed: { entry, signature },
    position: positionOf(log),
  };
}

/** Data: the offsets of the SignedEntry and of the reason; the entry's eight words, its signature; the reason. */
function decodeRefused(log: ChainLog): EntryRefused {
  const [shipment, hash] = indexedOf(log, 2);
  const data = abiWords(log.data);
  requireOffset(data, 0, 2);
  requireOffset(data, 10, 9);
  const { value: signature, end: reasonAt } = bytesAt(data, 11);
  requireOffset(data, 1, reasonAt);
  const { value: reason, end } = bytesAt(data, reasonAt);
  requireEnd(data, end);
  const entry = {
    shipment: wordAt(data, 2),
    previous: wordAt(data, 3),
    kind: numberAt(data, 4, 1),
    author: numberAt(data, 5, 4),
    counterparty: numberAt(data, 6, 4),
    refersTo: wordAt(data, 7),
    occurredAt: numberAt(data, 8, 5),
    commitment: wordAt(data, 9),
  };
  if (entry.shipment !== shipment)
    throw new PortolanError("AbiMalformed", {
      problem: `it is about shipment ${shipment} and repeats another's entry`,
    });
  return {
    event: "EntryRefused",
    hash,
    signed: { entry, signature },
    reason,
    position: positionOf(log),
  };
}
