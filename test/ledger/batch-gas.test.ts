import { expect } from "chai";
import { type Entry, type EntryHash, type Hex, type SignedEntry, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";
import { batchGas, MAX_TRANSACTION_GAS } from "../../src/ledger/batch-gas.ts";
import {
  enrol,
  entryHash,
  record,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { errorOf } from "../support/error-of.ts";

describe("batchGas", () => {
  let chain: TestChain;
  let carrier: TestParticipant;
  let buyer: TestParticipant;
  let customs: TestParticipant;

  before(async () => {
    chain = await startChain();
    carrier = await enrol(chain, "carrier");
    buyer = await enrol(chain, "trader");
    customs = await enrol(chain, "customs");
  });
  after(async () => await chain.connection.close());

  const gasOf = async (batch: SignedEntry[]): Promise<number> => {
    const receipt = await (await chain.ledger.recordBatch(batch)).wait();
    return Number(receipt?.gasUsed);
  };
  const next = async (by: TestParticipant, kind: Kind, fields: Partial<Entry> & Pick<Entry, "shipment">) => {
    const previous = (await chain.ledger.headOf(fields.shipment)) as EntryHash;
    return await sign(chain, by, entryOf(kind, { previous, author: by.id, ...fields }));
  };
  const opened = async (name: string): Promise<Hex> => {
    await record(chain, carrier, "Consign", { shipment: shipmentId(name) });
    return shipmentId(name);
  };

  const cases: [kind: Kind, prepare: () => Promise<SignedEntry>][] = [
    ["Consign", () => next(carrier, "Consign", { shipment: shipmentId("consigned") })],
    ["Report", async () => next(buyer, "Report", { shipment: await opened("reported") })],
    ["Offer", async () => next(carrier, "Offer", { shipment: await opened("offered"), counterparty: buyer.id })],
    ["Hold", async () => next(customs, "Hold", { shipment: await opened("held") })],
    [
      "Seize",
      async () => {
        const shipment = await opened("seized");
        const refersTo = await record(chain, customs, "Hold", { shipment });
        return await next(customs, "Seize", { shipment, refersTo });
      },
    ],
    [
      "Correct",
      async () => {
        const shipment = shipmentId("corrected");
        const refersTo = await record(chain, carrier, "Consign", { shipment });
        return await next(carrier, "Correct", { shipment, refersTo });
      },
    ],
    ["Load", async () => next(carrier, "Load", { shipment: await opened("loaded"), refersTo: await opened("unit") })],
  ];
  for (const [kind, prepare] of cases)
    it(`batchGas covers the gas of a batch of one ${kind}`, async () => {
      const signed = await prepare();
      const used = await gasOf([signed]);
      expect(await chain.ledger.headOf(signed.entry.shipment)).to.equal(await entryHash(chain, signed.entry));
      expect(batchGas([signed], MAX_TRANSACTION_GAS)).to.be.above(used);
    });

  it("batchGas covers the gas of an Unload from the deepest allowed nesting", async () => {
    const levels: Hex[] = [];
    for (let level = 0; level <= 8; level += 1) levels.push(await opened(`level ${level}`));
    for (let level = 0; level < 8; level += 1)
      await record(chain, carrier, "Load", { shipment: levels[level] as Hex, refersTo: levels[level + 1] as Hex });
    const signed = await next(carrier, "Unload", { shipment: levels[0] as Hex, refersTo: levels[1] as Hex });
    const used = await gasOf([signed]);
    expect(await chain.ledger.containerOf(signed.entry.shipment)).to.equal(ZERO_BYTES32);
    expect(batchGas([signed], MAX_TRANSACTION_GAS)).to.be.above(used);
  });

  it("batchGas covers the gas of many authors with every second entry refused", async () => {
    const batch: SignedEntry[] = [];
    for (let index = 0; index < 20; index += 1) {
      const author = await enrol(chain, "carrier");
      const refused = { refersTo: ZERO_BYTES32, previous: shipmentId("no head") };
      batch.push(
        await next(author, "Consign", { shipment: shipmentId(`many ${index}`), ...(index % 2 ? refused : {}) }),
      );
    }
    expect(batchGas(batch, MAX_TRANSACTION_GAS)).to.be.above(await gasOf(batch));
  });

  it("a batch that needs more gas than a transaction may have is refused", async () => {
    const signed = await next(carrier, "Report", { shipment: shipmentId("limit") });
    const batch = Array<SignedEntry>(500).fill(signed);
    const error = await errorOf(() => batchGas(batch, MAX_TRANSACTION_GAS));
    expect(error.code).to.equal("TransactionTooCostly");
    expect(batchGas(batch.slice(0, 300), MAX_TRANSACTION_GAS)).to.be.at.most(MAX_TRANSACTION_GAS);
  });

  it("batchGas adds a wallet contract's gas for each wallet signature", async () => {
    const signed = await next(carrier, "Report", { shipment: shipmentId("wallet") });
    const wallet = { ...signed, signature: `0x${"01".repeat(100)}` as Hex };
    const more = batchGas([wallet], MAX_TRANSACTION_GAS) - batchGas([signed], MAX_TRANSACTION_GAS);
    expect(more).to.be.above((200_000 * 64) / 63 + 10_000);
  });
});
