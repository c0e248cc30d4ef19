import { expect } from "chai";
import type { Bytes32, Hex } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import type { ChainLog } from "../../src/ledger/chain-log.ts";
import { ledgerInterface } from "../../src/ledger/ledger-interface.ts";
import { checkMalformedEntryLog } from "../../src/ledger/malformed-entry-log.ts";

const SHIPMENT: Bytes32 = `0x${"11".repeat(32)}`;
const OTHER: Bytes32 = `0x${"22".repeat(32)}`;

const reasonOf = (shipment: Bytes32, field: number, value: bigint) =>
  ledgerInterface.encodeErrorResult("ShipmentLedgerNumberTooWide", [shipment, field, value]);

function logOf(reason: string): ChainLog {
  const { topics, data } = ledgerInterface.encodeEventLog("EntryMalformed", [SHIPMENT, 7, reason]);
  return {
    address: `0x${"aa".repeat(20)}`,
    topics: topics as Bytes32[],
    data: data as Hex,
    ...{ blockNumber: 1, blockHash: OTHER, transactionHash: OTHER, transactionIndex: 0, logIndex: 0 },
  };
}

describe("The check of a log EntryMalformed", () => {
  for (const [name, field, bits] of [
    ["kind", 2, 8n],
    ["author", 3, 32n],
    ["counterparty", 4, 32n],
    ["occurredAt", 6, 40n],
  ] as const) {
    it(`a log EntryMalformed has at least the smallest number that exceeds the field ${name}`, () => {
      const smallest = 1n << bits;
      expect(() => checkMalformedEntryLog(logOf(reasonOf(SHIPMENT, field, smallest)))).not.to.throw();
      expect(() => checkMalformedEntryLog(logOf(reasonOf(SHIPMENT, field, smallest - 1n))))
        .to.throw(PortolanError)
        .with.property("code", "LogMalformed");
    });
  }

  const sound = logOf(reasonOf(SHIPMENT, 2, 256n));
  const malformed: [what: string, log: ChainLog][] = [
    ["another shipment's reason", logOf(reasonOf(OTHER, 2, 256n))],
    ["a field that is not a number", logOf(reasonOf(SHIPMENT, 7, 256n))],
    ["another error as its reason", logOf(ledgerInterface.encodeErrorResult("ShipmentLedgerUnknownKind", [255]))],
    ["an unknown reason", logOf("0x12345678")],
    ["an empty reason", logOf("0x")],
    ["too few topics", { ...sound, topics: sound.topics.slice(0, 1) }],
    ["data that is a word too short", { ...sound, data: sound.data.slice(0, -64) as Hex }],
    ["data that is a word too long", { ...sound, data: `${sound.data}${"0".repeat(64)}` }],
  ];
  for (const [what, log] of malformed) {
    it(`a log EntryMalformed is refused: ${what}`, () => {
      expect(() => checkMalformedEntryLog(log))
        .to.throw(PortolanError)
        .with.property("code", "LogMalformed");
    });
  }
});
