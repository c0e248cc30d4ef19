import { expect } from "chai";
import type { Receipt } from "../../../src/api/exchange.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { storeArrivals } from "../../../src/store/exchange/store-arrivals.ts";
import type { ArrivalsTable } from "../../../src/store/exchange/tables.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { replaceRows } from "../../support/replace-rows.ts";

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 5, 1);

const id = (number: number): Bytes32 => `0x${String(number).padStart(64, "0")}`;

const receiptOf = (parcel: Bytes32): Receipt => ({
  parcel,
  entry: null,
  outcome: "notExpected",
  rule: "none",
  height: 1,
});

const arrival = (number: number, days: number, differences: Partial<ArrivalsTable> = {}): ArrivalsTable => ({
  ...{ parcel: id(number), sender: 1, recipient: 2, entry: null, view: 0, sequence: number, final: 0, item: null },
  receipt: toJsonText(receiptOf(id(number))),
  arrived_at_ms: NOW_MS - days * DAY_MS,
  ...differences,
});

for (const { name, open } of DATABASES)
  describe(`The receipts of parcels of which nothing was stored, on ${name}`, () => {
    let database: TestDatabase;
    before(async () => {
      database = await open();
    });
    after(() => database.close());

    const refuse = (number: number) =>
      storeArrivals(database.db, {
        ...{
          sender: 1,
          recipient: 2,
          own: [2],
          places: [],
          nowMs: NOW_MS,
          last: { sequence: number, parcel: id(number) },
        },
        arrivals: [
          {
            ...{ parcel: id(number), entry: null, sequence: number, receipt: receiptOf(id(number)) },
            ...{ isFinal: false, item: null, content: undefined, record: undefined },
          },
        ],
      });
    const parcels = async (): Promise<number[]> => {
      const rows = await database.db.reader
        .selectFrom("exchange_arrivals")
        .select("parcel")
        .orderBy("parcel")
        .execute();
      return rows.map(({ parcel }) => Number(parcel.slice(2)));
    };

    it("another refused parcel removes receipts of more than 30 days, but neither proofs nor what was stored", async () => {
      await replaceRows(database.db, "exchange_arrivals", [
        arrival(1, 31),
        arrival(2, 29),
        arrival(3, 400, { item: "the altered parcel", final: 1 }),
        arrival(4, 400, { view: 3, final: 1 }),
        arrival(5, 31, { final: 1 }),
      ]);
      await refuse(6);
      expect(await parcels()).to.deep.equal([2, 3, 4, 6]);
    });

    it("one request removes at most a thousand old receipts", async () => {
      await replaceRows(
        database.db,
        "exchange_arrivals",
        Array.from({ length: 1_001 }, (_, index) => arrival(index + 1, 40)),
      );
      await refuse(2_000);
      expect(await parcels()).to.have.length(2);
    });
  });
