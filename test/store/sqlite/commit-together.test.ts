import { expect } from "chai";
import { Kysely, sql } from "kysely";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitTogether } from "../../../src/store/sqlite/commit-together.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import type { Schema } from "../../../src/store/schema.ts";
import { createSqliteDialect } from "../../../src/store/sqlite/sqlite-dialect.ts";

type Transaction = (tx: Kysely<Schema>) => Promise<unknown>;

describe("commitTogether", () => {
  let folder: string;
  let writer: Kysely<Schema>;
  let reader: Kysely<Schema>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-commit-"));
    await (await openDatabase({ folder })).close();
    const path = join(folder, "portolan.db");
    writer = new Kysely<Schema>({ dialect: createSqliteDialect(path, false) });
    reader = new Kysely<Schema>({ dialect: createSqliteDialect(path, true) });
    // Migrations store values too.
    await writer.deleteFrom("single_values").execute();
  });
  afterEach(async () => {
    await Promise.all([writer.destroy(), reader.destroy()]);
    await rm(folder, { recursive: true, force: true });
  });

  const keep =
    (name: string): Transaction =>
    async (tx) => {
      await tx.insertInto("single_values").values({ name, value: "" }).execute();
      return name;
    };

  /** Writes more than the file may hold, as on a full disk: SQLite then rolls back by itself. */
  const fillDisk: Transaction = async (tx) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(tx);
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count)}`.execute(tx);
    const large = { name: "large", value: "x".repeat(1_000_000) };
    await tx.insertInto("single_values").values(large).execute();
  };

  async function namesIn(db: Kysely<Schema>): Promise<string[]> {
    const rows = await db.selectFrom("single_values").select("name").orderBy("name").execute();
    return rows.map(({ name }) => name);
  }

  it("commitTogether returns the result of each transaction, and makes all visible to readers at once", async () => {
    const lookFromOutside: Transaction = () => namesIn(reader);
    const outcomes = await commitTogether(writer, [keep("first"), lookFromOutside, keep("second")]);
    expect(outcomes).to.deep.equal([{ result: "first" }, { result: [] }, { result: "second" }]);
    expect(await namesIn(reader)).to.deep.equal(["first", "second"]);
  });

  it("commitTogether shows each transaction the writes of the earlier ones", async () => {
    const [, seen] = await commitTogether(writer, [keep("first"), namesIn]);
    expect(seen).to.deep.equal({ result: ["first"] });
  });

  it("commitTogether undoes only the transaction that fails", async () => {
    const failure = new Error("It was not meant to last.");
    const fail: Transaction = async (tx) => {
      await keep("failed")(tx);
      throw failure;
    };
    const outcomes = await commitTogether(writer, [keep("before"), fail, keep("after")]);
    expect(outcomes).to.deep.equal([{ result: "before" }, { error: failure }, { result: "after" }]);
    expect(await namesIn(reader)).to.deep.equal(["after", "before"]);
  });

  it("commitTogether returns SQLite's error for each transaction when SQLite undoes all of them", async () => {
    const outcomes = await commitTogether(writer, [keep("before"), fillDisk, keep("after")]);
    for (const outcome of outcomes) {
      // SQLITE_FULL (https://sqlite.org/rescode.html#full).
      expect("error" in outcome && outcome.error).to.include({ errcode: 13 });
    }
    expect(await namesIn(reader)).to.deep.equal([]);
  });

  it("commitTogether commits again after a full rollback", async () => {
    await commitTogether(writer, [fillDisk]);
    expect(await commitTogether(writer, [keep("later")])).to.deep.equal([{ result: "later" }]);
    expect(await namesIn(reader)).to.deep.equal(["later"]);
  });
});
