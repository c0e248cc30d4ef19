import { expect } from "chai";

import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { verifyDisclosure } from "../../../src/domain/payload/verify-disclosure.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { disclosePayload, erasePayload } from "../../../src/gateway/read/payloads.ts";
import { readEntry } from "../../../src/gateway/read/entries.ts";
import { errorOf } from "../../support/error-of.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

describe("Payloads", () => {
  let ledger: SeededLedger, trader: Caller, carrier: Caller;
  let shipment: ShipmentId, report: EntryHash;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    shipment = await ledger.consign(trader, "CSQU3054383");
    await ledger.handOver(trader, carrier, shipment);
    report = await ledger.record(trader, "Report", shipment, { payload: { weight: 20, price: 7 } });
  });
  afterEach(() => ledger.close());

  it("an entry is read with its payload and its correction", async () => {
    const correction = await ledger.record(trader, "Correct", shipment, { refersTo: report });
    const entry = await readEntry(ledger.reading, carrier, report);
    expect(entry.body).to.deep.equal({ weight: 20, price: 7 });
    expect(entry.supersededBy).to.equal(correction);
  });

  it("a disclosed field is proved by the commitment", async () => {
    const disclosure = await disclosePayload(ledger.reading, carrier, report, ["/weight"]);
    expect(JSON.stringify(disclosure)).not.to.include("price");
    const { commitment } = await readEntry(ledger.reading, carrier, report);
    expect(disclosure.commitment).to.equal(commitment);
    const { object, disclosures } = disclosure;
    const verified = verifyDisclosure(JSON.parse(JSON.stringify({ object, disclosures })) as JsonObject);
    expect(verified).to.deep.include({ commitment, payload: { weight: 20 } });
  });

  it("an author erases a payload for good, and the entry and its commitment stay", async () => {
    const { reading } = ledger;
    const before = await readEntry(reading, trader, report);
    const { erasedAt } = await erasePayload(reading, trader, report);
    ledger.now += 60;
    expect((await erasePayload(reading, trader, report)).erasedAt).to.equal(erasedAt);
    const after = await readEntry(reading, carrier, report);
    expect(after).to.deep.include({ body: null, summary: null, payload: "erased", erasedAt });
    expect(after).to.deep.include({ hash: before.hash, commitment: before.commitment });
    expect((await errorOf(() => disclosePayload(reading, trader, report, ["/weight"]))).code).to.equal("PayloadErased");
  });

  it("another participant cannot erase a payload", async () => {
    const error = await errorOf(() => erasePayload(ledger.reading, carrier, report));
    expect(error.code).to.equal("NotAuthorOfPayload");
    expect((await readEntry(ledger.reading, carrier, report)).payload).to.equal("known");
  });
});
