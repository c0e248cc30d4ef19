import { expect } from "chai";

import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { findShipments, listShipments, readShipment } from "../../../src/gateway/read/shipments.ts";
import { listEntries } from "../../../src/gateway/read/entries.ts";
import type { Page, PageRequest } from "../../../src/api/page.ts";
import { errorOf } from "../../support/error-of.ts";
import { insertRows } from "../../support/insert-rows.ts";
import { HOUR, SeededLedger, START } from "../../support/seeded-ledger.ts";
import type { ShipmentFilter } from "../../../src/store/chain/shipments.ts";

describe("Lists of shipments and entries", () => {
  let ledger: SeededLedger, trader: Caller, carrier: Caller, customs: Caller;
  let first: ShipmentId, second: ShipmentId, third: ShipmentId;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    customs = ledger.enrol("Customs", "customs");
    first = await ledger.consign(trader, "CSQU3054383");
    second = await ledger.consign(trader, "HLBU2080000");
    third = await ledger.consign(trader, "CSQU3054383");
  });
  afterEach(() => ledger.close());

  const shipments = (filter: ShipmentFilter = {}, page: PageRequest = {}, caller = trader) =>
    listShipments(ledger.reading, caller, filter, page);
  const ids = (page: Page<{ id: ShipmentId }>) => page.items.map(({ id }) => id);

  describe("Shipments by a business identifier", () => {
    it("an identifier in any notation finds all shipments that had it, the newest first", async () => {
      const found = await findShipments(ledger.reading, trader, " csqu 305438 3 ".replaceAll(" ", "").toUpperCase());
      expect(found.map(({ id }) => id)).to.deep.equal([third, first]);
      expect(found[0]?.identifier).to.equal((await readShipment(ledger.reading, trader, first)).identifier);
    });

    it("the identifier of another's shipment finds nothing", async () => {
      const error = await errorOf(() => findShipments(ledger.reading, carrier, "HLBU2080000"));
      expect(error.code).to.equal("ShipmentUnknown");
    });
  });

  describe("Lists of shipments", () => {
    it("a list of shipments begins with the one that changed last", async () => {
      await ledger.record(trader, "Report", first);
      expect(ids(await shipments())).to.deep.equal([first, third, second]);
    });

    it("the next page of shipments begins where the last one ended, though others change", async () => {
      const page = await shipments({}, { limit: 1 });
      expect(ids(page)).to.deep.equal([third]);
      await ledger.record(trader, "Report", third);
      const rest = await shipments({}, { limit: 2, cursor: page.next ?? "" });
      expect(ids(rest)).to.deep.equal([second, first]);
      expect(rest.next).to.equal(null);
    });

    it("a list of shipments meets every condition given", async () => {
      await ledger.handOver(trader, carrier, first);
      await ledger.record(customs, "Hold", second);
      expect(ids(await shipments({ custodian: carrier.participant }))).to.deep.equal([first]);
      expect(ids(await shipments({ participant: carrier.participant }))).to.deep.equal([first]);
      expect(ids(await shipments({ held: true }))).to.deep.equal([second]);
      expect(ids(await shipments({ held: false }))).to.deep.equal([first, third]);
      expect(ids(await shipments({ phase: "Offered" }))).to.deep.equal([]);
      expect(ids(await shipments({ phase: "InCustody", custodian: trader.participant }))).to.have.length(2);
      expect(ids(await shipments({ updatedSince: START + 5 * HOUR }))).to.deep.equal([second, first]);
      expect(ids(await shipments({ updatedBefore: START + 5 * HOUR }))).to.deep.equal([third]);
      const { identifier } = await readShipment(ledger.reading, trader, second);
      expect(ids(await shipments({ identifierPrefix: identifier ?? "" }))).to.deep.equal([second]);
      expect(ids(await shipments({ identifierPrefix: "%" }))).to.deep.equal([]);
    });

    it("a page that is too large and a foreign cursor are refused", async () => {
      expect((await errorOf(() => shipments({}, { limit: 201 }))).code).to.equal("PageLimitInvalid");
      expect((await errorOf(() => shipments({}, { limit: 0 }))).code).to.equal("PageLimitInvalid");
      expect((await errorOf(() => shipments({}, { cursor: "nonsense" }))).code).to.equal("CursorInvalid");
      const { next } = await listEntries(ledger.reading, trader, {}, { limit: 1 });
      expect((await errorOf(() => shipments({}, { cursor: next ?? "" }))).code).to.equal("CursorInvalid");
    });
  });

  describe("Lists of entries", () => {
    it("a list of entries meets every condition given, newest first", async () => {
      const accept = await ledger.handOver(trader, carrier, first);
      const list = async (filter: Parameters<typeof listEntries>[2]) =>
        (await listEntries(ledger.reading, trader, filter, {})).items.map(({ kind }) => kind);
      expect(await list({ author: carrier.participant })).to.deep.equal(["Accept"]);
      expect(await list({ kind: "Consign" })).to.have.length(3);
      expect(await list({ shipment: first })).to.deep.equal(["Accept", "Offer", "Consign"]);
      expect(await list({ recordedSince: START + 5 * HOUR })).to.deep.equal(["Accept"]);
      expect(await list({ recordedBefore: START + 2 * HOUR })).to.deep.equal(["Consign"]);
      const { items } = await listEntries(ledger.reading, trader, { kind: "Accept" }, {});
      expect(items[0]).to.deep.include({ hash: accept, shipment: first, sequence: 3, payload: "known" });
    });

    it("the pages of a list give every entry once, though new ones come", async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<{ hash: string }> = await listEntries(
          ledger.reading,
          trader,
          {},
          { limit: 1, ...(cursor && { cursor }) },
        );
        seen.push(...page.items.map(({ hash }) => hash));
        cursor = page.next ?? undefined;
        if (seen.length === 1) await ledger.record(trader, "Report", first);
      } while (cursor !== undefined);
      expect(new Set(seen).size).to.equal(3);
      expect(seen).to.have.length(3);
    });
  });

  describe("Long lists with few readable items", () => {
    const OTHERS = 12_000;
    const digest = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as const;

    beforeEach(async () => {
      const { shipment, position, ...entry } = await ledger.reading.db.reader
        .selectFrom("entries")
        .selectAll()
        .orderBy("position", "desc")
        .executeTakeFirstOrThrow();
      const row = await ledger.reading.db.reader
        .selectFrom("shipments")
        .selectAll()
        .where("id", "=", shipment)
        .executeTakeFirstOrThrow();
      const numbers = Array.from({ length: OTHERS }, (_, index) => index + 1);
      const before = position + 1;
      await insertRows(
        ledger.reading.db,
        "entries",
        numbers.map((index) => ({
          ...entry,
          author: 99,
          hash: digest(index),
          shipment: digest(index),
          position: before + index,
        })),
      );
      await insertRows(
        ledger.reading.db,
        "shipments",
        numbers.map((index) => ({ ...row, id: digest(index), updated_position: before + index })),
      );
    });

    it("a long list with few readable items is read to its end", async () => {
      expect(ids(await shipments())).to.deep.equal([third, second, first]);
      const { items, next } = await listEntries(ledger.reading, trader, {}, { limit: 2 });
      expect(items.map(({ shipment }) => shipment)).to.deep.equal([third, second]);
      const rest = await listEntries(ledger.reading, trader, {}, { limit: 2, cursor: next ?? "" });
      expect(rest.items.map(({ shipment }) => shipment)).to.deep.equal([first]);
      expect(rest.next).to.equal(null);
    });

    it("a list ends where the requested time begins", async () => {
      expect(ids(await shipments({ updatedSince: START + 3 * HOUR }))).to.deep.equal([third]);
      const { items, next } = await listEntries(ledger.reading, trader, { recordedSince: START + 3 * HOUR }, {});
      expect([items.length, next]).to.deep.equal([1, null]);
    });
  });
});
