import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { Entry, SignedEntry } from "../../src/domain/entry.ts";
import {
  blockTime,
  enrol,
  entryHash,
  record,
  revertOf,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { entryOf } from "../support/entry-of.ts";
import { recordMalformed, WIDE_KIND } from "../support/record-malformed.ts";

describe("The fields of an entry in ShipmentLedger", () => {
  let chain: TestChain;
  let carrier: TestParticipant;
  let customs: TestParticipant;
  let shipments = 0;

  before(async () => {
    chain = await startChain();
    carrier = await enrol(chain, "carrier");
    customs = await enrol(chain, "customs");
  });

  after(() => chain.connection.close());

  /** A Consign by the carrier of a shipment that is not used elsewhere. */
  function consign(fields: Partial<Entry> = {}): Entry {
    return { ...entryOf("Consign", { shipment: shipmentId(`field ${shipments++}`), author: carrier.id }), ...fields };
  }

  const recording = (signed: SignedEntry) => chain.ledger.interface.encodeFunctionData("record", [signed]);

  describe("numbers as large as a field holds", () => {
    const largest: [field: Partial<Entry>, refusal: string][] = [
      [{ kind: 255 }, "ShipmentLedgerUnknownKind"],
      [{ author: 2 ** 32 - 1 }, "ShipmentLedgerInvalidSignature"],
      [{ counterparty: 2 ** 32 - 1 }, "ShipmentLedgerCounterpartyMismatch"],
      [{ occurredAt: 2 ** 40 - 1 }, "ShipmentLedgerOccurredInFuture"],
    ];
    for (const [field, refusal] of largest) {
      it(`the largest value of a field is refused with ${refusal}: ${JSON.stringify(field)}`, async () => {
        const data = recording({ entry: consign(field), signature: "0x" });

        expect(decodeRefusal((await revertOf(chain, data)) ?? "0x").code).to.equal(refusal);
      });
    }
  });

  describe("a number that is too wide for its field", () => {
    const words: [field: keyof Entry, word: number, bits: number][] = [
      ["kind", 2, 8],
      ["author", 3, 32],
      ["counterparty", 4, 32],
      ["occurredAt", 6, 40],
    ];
    for (const [field, word, bits] of words) {
      it(`a number too wide for ${field} is refused with its field and value`, async () => {
        const data = recording(await sign(chain, carrier, consign()));
        // The selector and the argument's offset precede the words of the entry.
        const start = 2 + 8 + 64 + 64 * word;
        const value = BigInt(`0x${data.slice(start, start + 64)}`);
        for (const bit of [bits, 255]) {
          const tooWide = value | (1n << BigInt(bit));
          const word64 = tooWide.toString(16).padStart(64, "0");
          const refusal = await revertOf(chain, data.slice(0, start) + word64 + data.slice(start + 64));

          const { args } = chain.ledger.interface.parseError(refusal ?? "0x") ?? {};
          expect(args?.toArray()).to.deep.equal([`0x${data.slice(74, 138)}`, BigInt(word), tooWide]);
        }
      });
    }
  });

  it("a number too wide for its field leaves the other entries of the batch recorded", async () => {
    const [before, malformed, after] = [consign(), consign(), consign()];
    const batch = await Promise.all([before, malformed, after].map((entry) => sign(chain, carrier, entry)));
    const receipt = await recordMalformed(chain, batch, 1);

    const events = receipt.logs.map((log) => chain.ledger.interface.parseLog(log));
    expect(events.map((event) => [event?.name, event?.args["shipment"]])).to.deep.equal([
      ["EntryRecorded", before.shipment],
      ["EntryMalformed", malformed.shipment],
      ["EntryRecorded", after.shipment],
    ]);
    const reason = chain.ledger.interface.parseError(events[1]?.args["reason"]);
    expect([events[1]?.args["place"], reason?.name, reason?.args.toArray()]).to.deep.equal([
      1n,
      "ShipmentLedgerNumberTooWide",
      [malformed.shipment, 2n, WIDE_KIND],
    ]);
  });

  it("an entry in a batch may be dated at most 120 seconds ahead", async () => {
    const now = (await blockTime(chain)) + 10;
    const [ahead, tooFarAhead] = [consign({ occurredAt: now + 120 }), consign({ occurredAt: now + 121 })];
    const batch = [await sign(chain, carrier, ahead), await sign(chain, carrier, tooFarAhead)];
    await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [now] });
    const receipt = await (await chain.ledger.recordBatch(batch)).wait();

    const events = receipt?.logs.map((log) => chain.ledger.interface.parseLog(log));
    expect(events?.map((event) => [event?.name, event?.args["entry"]])).to.deep.equal([
      ["EntryRecorded", await entryHash(chain, ahead)],
      ["EntryRefused", await entryHash(chain, tooFarAhead)],
    ]);
  });

  it("an inspection that refers to an entry is not its successor", async () => {
    const shipment = shipmentId("inspected");
    await record(chain, carrier, "Consign", { shipment });
    const hold = await record(chain, customs, "Hold", { shipment });
    await record(chain, customs, "Inspect", { shipment, refersTo: hold });

    expect(await chain.ledger.successorOf(shipment, customs.id, hold)).to.equal(ZeroHash);
  });
});
