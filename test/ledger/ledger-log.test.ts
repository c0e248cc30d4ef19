import { expect } from "chai";
import fc from "fast-check";
import type { Hex, SignedEntry } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import type { ChainLog } from "../../src/ledger/chain-log.ts";
import { ledgerInterface } from "../../src/ledger/ledger-interface.ts";
import { logToLedgerEvent } from "../../src/ledger/ledger-log.ts";
import { arbitraryHex, arbitrarySignedEntry } from "./arbitrary-entry.ts";

const POSITION = {
  blockNumber: 5,
  blockHash: `0x${"b1".repeat(32)}`,
  transactionHash: `0x${"7a".repeat(32)}`,
  transactionIndex: 1,
  logIndex: 3,
} as const;

const arbitrarySequence = fc.integer({ min: 0, max: 0xffff_ffff });

describe("logToLedgerEvent", () => {
  it("any EntryRecorded that ethers encodes is read", () => {
    fc.assert(
      fc.property(arbitrarySignedEntry, arbitraryHex(32), arbitrarySequence, (signed, hash, sequence) => {
        expect(logToLedgerEvent(recordedLog(signed, hash, sequence))).to.deep.equal({
          event: "EntryRecorded",
          hash,
          sequence,
          signed,
          position: POSITION,
        });
      }),
    );
  });

  it("any EntryRefused that ethers encodes is read", () => {
    fc.assert(
      fc.property(arbitrarySignedEntry, arbitraryHex(32), arbitraryHex(0, 170), (signed, hash, reason) => {
        expect(logToLedgerEvent(refusedLog(signed, hash, reason))).to.deep.equal({
          event: "EntryRefused",
          hash,
          signed,
          reason,
          position: POSITION,
        });
      }),
    );
  });

  describe("A log with one changed digit", () => {
    it("a log with a changed digit is refused, or is read as the event that encodes to it", () => {
      const log = fc
        .tuple(arbitrarySignedEntry, arbitraryHex(32), arbitraryHex(0, 70), fc.boolean())
        .map(([signed, hash, reason, refused]) =>
          refused ? refusedLog(signed, hash, reason) : recordedLog(signed, hash, 1),
        );
      fc.assert(
        fc.property(log, fc.nat(), fc.integer({ min: 0, max: 15 }), (sound, place, digit) => {
          const at = 2 + (place % (sound.data.length - 2));
          const data = `${sound.data.slice(0, at)}${digit.toString(16)}${sound.data.slice(at + 1)}` as Hex;
          const changed = { ...sound, data };
          try {
            expect(encodedAgain(changed)).to.deep.equal({ topics: changed.topics, data });
          } catch (error) {
            if (!(error instanceof PortolanError)) throw error;
            expect(error.code).to.equal("LogMalformed");
          }
        }),
        { numRuns: 2000 },
      );
    });
  });

  describe("A log that is not an event of the ledger", () => {
    const signed = {
      entry: fc.sample(arbitrarySignedEntry, 1)[0]?.entry,
      signature: `0x${"01".repeat(64)}`,
    } as SignedEntry;
    const sound = recordedLog(signed, `0x${"aa".repeat(32)}`, 1);
    const refused = refusedLog(signed, `0x${"aa".repeat(32)}`, "0x12345678");
    const malformed: [what: string, log: ChainLog][] = [
      ["data that is a word too short", { ...sound, data: sound.data.slice(0, -64) as Hex }],
      ["data that is a word too long", { ...sound, data: `${sound.data}${"0".repeat(64)}` }],
      ["data that ends within a word", { ...sound, data: sound.data.slice(0, -32) as Hex }],
      ["no data", { ...sound, data: "0x" }],
      [
        "data in upper-case letters",
        { ...sound, data: sound.data.replace(/[a-f]/g, (digit) => digit.toUpperCase()) as Hex },
      ],
      ["a sequence number that exceeds its type", { ...sound, data: withWord(sound.data, 0, 2n ** 32n) }],
      ["a kind that exceeds its type", { ...sound, data: withWord(sound.data, 2, 256n) }],
      ["a time that exceeds its type", { ...sound, data: withWord(sound.data, 5, 2n ** 40n) }],
      ["another offset of the signature", { ...sound, data: withWord(sound.data, 7, 288n) }],
      ["a signature longer than the data", { ...sound, data: withWord(sound.data, 8, 2n ** 40n) }],
      ["a signature with non-zero padding", { ...sound, data: withWord(sound.data, 8, 63n) }],
      ["an author that exceeds its type", { ...sound, topics: [...sound.topics.slice(0, 3), `0x01${"0".repeat(62)}`] }],
      ["too few topics", { ...sound, topics: sound.topics.slice(0, 3) }],
      ["no topic", { ...sound, topics: [] }],
      ["an unknown topic", { ...sound, topics: [`0x${"77".repeat(32)}`] }],
      ["a reason that overlaps the refused entry", { ...refused, data: withWord(refused.data, 1, 64n) }],
      ["a refused entry of another shipment", { ...refused, data: withWord(refused.data, 2, 1n) }],
    ];
    for (const [what, log] of malformed)
      it(`a log of the ledger is refused: ${what}`, () => {
        expect(() => logToLedgerEvent(log))
          .to.throw(PortolanError)
          .with.property("code", "LogMalformed");
      });

    it("the error of a malformed log has its event, block and index", () => {
      try {
        logToLedgerEvent({ ...sound, data: "0x" });
        expect.fail("nothing was thrown");
      } catch (error) {
        expect((error as PortolanError).facts).to.include({ event: "EntryRecorded", blockNumber: 5, logIndex: 3 });
      }
    });
  });
});

function recordedLog({ entry, signature }: SignedEntry, hash: Hex, sequence: number): ChainLog {
  const { shipment, author, previous, kind, counterparty, refersTo, occurredAt, commitment } = entry;
  return logOf(
    ledgerInterface.encodeEventLog(ledgerInterface.getEvent("EntryRecorded"), [
      shipment,
      hash,
      author,
      sequence,
      previous,
      kind,
      counterparty,
      refersTo,
      occurredAt,
      commitment,
      signature,
    ]),
  );
}

function refusedLog(signed: SignedEntry, hash: Hex, reason: Hex): ChainLog {
  const values = [signed.entry.shipment, hash, signed, reason];
  return logOf(ledgerInterface.encodeEventLog(ledgerInterface.getEvent("EntryRefused"), values));
}

function logOf({ topics, data }: { topics: string[]; data: string }): ChainLog {
  return { ...POSITION, address: `0x${"5f".repeat(20)}`, topics: topics as Hex[], data: data as Hex };
}

function encodedAgain(log: ChainLog): Pick<ChainLog, "topics" | "data"> {
  const event = logToLedgerEvent(log);
  const { topics, data } =
    event.event === "EntryRecorded"
      ? recordedLog(event.signed, event.hash, event.sequence)
      : refusedLog(event.signed, event.hash, event.reason);
  return { topics, data };
}

function withWord(data: Hex, index: number, value: bigint): Hex {
  const at = 2 + index * 64;
  return `${data.slice(0, at)}${value.toString(16).padStart(64, "0")}${data.slice(at + 64)}` as Hex;
}
