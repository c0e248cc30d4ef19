import { expect } from "chai";
import type { EventCondition } from "../../src/store/epcis/conditions.ts";
import { searchEvents, type EventKey, type EventOrder } from "../../src/store/epcis/search.ts";
import { listTermValues, type ValuePlace } from "../../src/store/epcis/vocabulary.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { EVENTS, fillEventIndex } from "../support/fill-event-index.ts";

const OWNER = { participant: 1, country: "", tribunalOf: "", everyShipment: false };

const says = (name: string, value: string): EventCondition => ({ kind: "term", names: [name], equals: [value] });

for (const { name, open } of DATABASES) {
  describe(`A search through many events on ${name}`, () => {
    let database: TestDatabase;

    before(async () => {
      database = await open();
      await fillEventIndex(database.db);
    });

    after(() => database.close());

    /** The ids on all pages of at most `limit` events, and the number of pages. */
    async function all(conditions: readonly EventCondition[], order: EventOrder, limit: number, deadline = Infinity) {
      const ids: number[] = [];
      let after: EventKey | undefined;
      let pages = 0;
      do {
        const search = { conditions, order, until: EVENTS, after };
        const found = await searchEvents(database.db, OWNER, search, limit, deadline);
        if (found === undefined) throw new Error("too many to be put in order");
        ids.push(...found.events.map(({ id }) => id));
        after = found.next;
        pages++;
      } while (after !== undefined);
      return { ids, pages };
    }

    const RECORDED = { by: "recordTime", descending: false } as const;
    const LATEST = { by: "eventTime", descending: true } as const;
    const timeOf = (id: number) => (id * 7_919) % EVENTS;

    it("a search finds each event of a common condition once, in chain order", async () => {
      const { ids } = await all([says("bizStep", "common")], RECORDED, 500);
      expect(ids).to.deep.equal(Array.from({ length: Math.floor(EVENTS / 3) }, (_, index) => (index + 1) * 3));
    });

    it("a search keeps the order of event times over all pages", async () => {
      const { ids } = await all([says("bizStep", "common")], LATEST, 500);
      expect(ids).to.have.length(Math.floor(EVENTS / 3));
      expect(ids).to.deep.equal(ids.toSorted((a, b) => timeOf(b) - timeOf(a) || b - a));
    });

    it("a search finds the few events that meet a rare condition in addition to common ones", async () => {
      const { ids, pages } = await all([says("bizStep", "common"), says("mark", "odd")], RECORDED, 30);
      expect(ids).to.deep.equal([3_000, 6_000, 9_000, 12_000, 15_000]);
      expect(pages).to.equal(1);
    });

    it("a search returns one empty page for common conditions that exclude each other", async () => {
      const { ids, pages } = await all([says("bizStep", "common"), says("disposition", "often")], RECORDED, 30);
      expect(ids).to.deep.equal([]);
      expect(pages).to.equal(1);
    });

    it("a search returns short pages after its deadline, and still finds each event once", async () => {
      const { ids, pages } = await all([says("bizStep", "common"), says("disposition", "seldom")], LATEST, 5_000, 0);
      expect(ids).to.have.length(Math.floor(EVENTS / 3));
      expect(new Set(ids).size).to.equal(ids.length);
      expect(pages).to.equal(9);
    });

    const BY_WEIGHT = { by: { field: "weight", as: "number" }, descending: true } as const;

    it("a search compares numbers and sorts by them", async () => {
      const heavy: EventCondition = { kind: "number", names: ["weight"], bounds: [{ is: ">=", value: 6 }] };
      const { ids } = await all([heavy], RECORDED, 1_000);
      expect(ids.every((id) => id % 7 === 6)).to.equal(true);
      expect(ids).to.have.length(Math.floor((EVENTS - 6) / 7) + 1);
      const odd = (await all([says("mark", "odd")], BY_WEIGHT, 5)).ids;
      expect(odd).to.have.length(EVENTS / 1_000);
      expect(odd).to.deep.equal(odd.toSorted((a, b) => (b % 7) - (a % 7) || b - a));
    });

    it("a search refuses to sort too many events by a field without an index", async () => {
      const search = { conditions: [], order: BY_WEIGHT, until: EVENTS };
      expect(await searchEvents(database.db, OWNER, search, 30, Infinity)).to.equal(undefined);
    });

    it("a search finds no event of another participant", async () => {
      const search = { conditions: [], order: RECORDED, until: EVENTS };
      const found = await searchEvents(database.db, { ...OWNER, participant: 2 }, search, 30, Infinity);
      expect(found).to.deep.equal({ events: [], next: undefined });
    });

    it("a list of values has each value once, in order, over all pages", async () => {
      const values: string[] = [];
      let after: ValuePlace | undefined;
      let pages = 0;
      do {
        const page = await listTermValues(database.db, OWNER, ["bizStep", "disposition"], after, 1, 0);
        values.push(...page.values);
        after = page.next;
        pages++;
      } while (after !== undefined);
      expect(values).to.deep.equal(["common", "often", "other", "seldom"]);
      expect(pages).to.be.greaterThan(3);
    });

    it("a list of values is empty for a participant without events, and ends at once", async () => {
      const stranger = { ...OWNER, participant: 2 };
      const page = await listTermValues(database.db, stranger, ["bizStep"], undefined, 30, 0);
      expect(page).to.deep.equal({ values: [], next: undefined });
    });
  });
}
