import { expect } from "chai";
import { ZERO_BYTES32, type Hex } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { AcceptQueue } from "../../../src/gateway/record/accept-queue.ts";
import type { AcceptedDraft } from "../../../src/store/outbox/accept-requests.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { renameTable } from "../../support/rename-table.ts";

const AUTHOR = 1;

for (const { name, open } of DATABASES) {
  describe(`AcceptQueue on ${name}`, () => {
    let database: TestDatabase;
    let commits: number;
    let troubles: unknown[];
    let queue: AcceptQueue;
    let made = 0;

    beforeEach(async () => {
      database = await open();
      [commits, troubles] = [0, []];
      queue = new AcceptQueue(
        database.db,
        () => (commits += 1),
        (error) => troubles.push(error),
      );
    });
    afterEach(() => database.close());

    function draft(): AcceptedDraft {
      const commitment: Hex = `0x${(++made).toString(16).padStart(64, "0")}`;
      return {
        submission: {
          entry: {
            author: AUTHOR,
            shipment: commitment,
            kind: KINDS.Report,
            counterparty: 0,
            refersTo: ZERO_BYTES32,
            occurredAt: 0,
            commitment,
          },
          previous: null,
          signature: null,
          acceptedAtMs: 0,
        },
        payload: { body: toJsonText({}), seed: commitment, summary: toJsonText({}), countries: [] },
      };
    }
    const request = (drafts: number, key?: string, digest = "") => ({
      participant: AUTHOR,
      drafts: Array.from({ length: drafts }, draft),
      ...(key !== undefined && { idempotency: { key, digest } }),
    });

    it("requests are accepted whole and in the order of arrival, also more than fit into one commit", async () => {
      const outcomes = await Promise.all([1, 1_500, 1_500, 2].map((drafts) => queue.accept(request(drafts))));
      expect(commits).to.equal(2);
      const ids = outcomes.flatMap(({ results }) => results);
      expect(ids).to.deep.equal(Array.from({ length: 3_003 }, (_, index) => index + 1));
    });

    it("a repeated request gets the same answer, and another request under its key is refused", async () => {
      const first = await queue.accept(request(1, "key", "a"));
      expect(await queue.accept(request(1, "key", "a"))).to.deep.equal({
        ...{ results: first.results, fresh: [], freshActs: [] },
      });
      const { code, facts } = await errorOf(() => queue.accept(request(1, "key", "b")));
      expect([code, facts]).to.deep.equal(["IdempotencyKeyReused", { key: "key" }]);
    });

    it("nothing is accepted while the store fails, and requests are accepted after it", async () => {
      await renameTable(database.db, "submissions", "away");
      const refused = [queue.accept(request(1)), queue.accept(request(1))].map(
        async (answer) => (await errorOf(() => answer)).code,
      );
      expect(await Promise.all(refused)).to.deep.equal(["StoreUnavailable", "StoreUnavailable"]);
      expect([commits, troubles.length]).to.deep.equal([0, 1]);
      await renameTable(database.db, "away", "submissions");
      expect((await queue.accept(request(1))).fresh).to.have.length(1);
    });
  });
}
