import { expect } from "chai";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { acceptRequests, type AcceptRequest } from "../../../src/store/outbox/accept-requests.ts";
import { readOpenStatements } from "../../../src/store/outbox/submissions.ts";
import type { Database } from "../../../src/store/open-database.ts";
import { actOf } from "../../support/act-of.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { entryOf } from "../../support/entry-of.ts";

const AUTHOR = 1;
let number = 0;
const newDigest = () => hexOf(Buffer.alloc(32, ++number));

const entry = (): AcceptRequest["drafts"][number] => ({
  submission: {
    entry: entryOf("Report", { author: AUTHOR, shipment: newDigest(), commitment: newDigest() }),
    ...{ previous: null, signature: null, acceptedAtMs: 0 },
  },
  payload: { body: toJsonText({}), seed: newDigest(), summary: toJsonText({}), countries: [] },
});
const act = (): AcceptRequest["drafts"][number] => ({
  act: { entry: actOf("Propose", { author: AUTHOR, matter: newDigest(), commitment: newDigest() }), acceptedAtMs: 0 },
});

for (const { name, open } of DATABASES) {
  describe(`The open submissions to both ledgers on ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async () => (database = await open()));
    afterEach(() => database.close());

    /** Accepts drafts in one transaction. @returns their ids. */
    async function accept(...drafts: AcceptRequest["drafts"]): Promise<number[]> {
      const [outcome] = await acceptRequests(database.db, [{ participant: AUTHOR, drafts }]);
      if (typeof outcome !== "object") throw new Error(`not accepted: ${outcome}`);
      return outcome.results.filter((result) => typeof result === "number");
    }

    it("a page has the lowest ids of both ledgers", async () => {
      const ids = await accept(entry(), act(), act(), entry(), entry(), act());
      const pages: number[][] = [];
      for (let after = 0; ;) {
        const page = (await readOpenStatements(database.db, after, 2)).map(({ id }) => id);
        if (page.length === 0) break;
        pages.push(page);
        after = page.at(-1) ?? 0;
      }
      expect(pages.flat()).to.deep.equal(ids);
      expect(pages).to.have.length(3);
    });

    it("what is accepted while the tables are read is left to the next page, and nothing is skipped", async () => {
      const ids = await accept(act());
      const during = whileReading("act_submissions", database.db, async () => {
        ids.push(...(await accept(entry(), entry(), act())));
      });
      const page = await readOpenStatements(during, 0, 100);
      const rest = await readOpenStatements(database.db, page.at(-1)?.id ?? 0, 100);
      expect([...page, ...rest].map(({ id }) => id)).to.deep.equal(ids);
    });
  });
}

/** A database whose first read of a table waits until `work` is done, while other reads do not. */
function whileReading(table: string, db: Database, work: () => Promise<void>): Database {
  let isOver = false;
  const waiting = <Builder extends object>(builder: Builder): Builder =>
    new Proxy(builder, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return (...parameters: unknown[]) => {
          const call = (): unknown => Reflect.apply(member, target, parameters);
          if (name !== "execute") return waiting(call() as object);
          if (isOver) return call();
          isOver = true;
          return work().then(call);
        };
      },
    });
  const reader = new Proxy(db.reader, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      if (name !== "selectFrom") return member.bind(target) as unknown;
      return (from: string) => {
        const builder = Reflect.apply(member, target, [from]) as object;
        return from === table ? waiting(builder) : builder;
      };
    },
  });
  return { ...db, reader, write: db.write.bind(db), close: db.close.bind(db) };
}
