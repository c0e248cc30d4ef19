import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openDatabase, type Database } from "../../../src/store/open-database.ts";
import { endThread, failToSync, keepFact, keepFactThenFail } from "../chain/fact-transactions.ts";

describe("SqliteWriter", () => {
  let folder: string;
  let db: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-writer-"));
    db = await openDatabase({ folder });
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Names of the facts, as another process reads them. */
  function facts(): string[] {
    const other = new DatabaseSync(join(folder, "portolan.db"), { readOnly: true });
    const rows = other.prepare("select name from facts order by name").all();
    other.close();
    return rows.map(({ name }) => String(name));
  }

  /** What a promise is rejected with. */
  const rejection = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => expect.fail("It was not rejected."),
      (error: unknown) => error,
    );

  describe("when transactions come at once", () => {
    it("does them in the order in which they were called", async () => {
      const names = Array.from({ length: 50 }, (_, index) => `fact ${String(index).padStart(2, "0")}`);
      const counts = await Promise.all(names.map((name) => keepFact(db, name)));
      expect(counts).to.deep.equal(names.map((_, index) => index + 1));
      expect(facts()).to.deep.equal(names);
    });

    it("undoes the one that fails, and no other", async () => {
      const failed = rejection(keepFactThenFail(db, "failed"));
      await Promise.all([keepFact(db, "before"), failed, keepFact(db, "after")]);
      expect(await failed).to.include({ message: "It was not meant to last." });
      expect(facts()).to.deep.equal(["after", "before"]);
    });

    it("refuses what is more than may wait, and does the rest", async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 1_200 }, (_, index) => keepFact(db, `${index}`)));
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused).to.have.length(200);
      for (const { reason } of refused) expect(reason).to.include({ code: "StoreUnavailable" });
      expect(facts()).to.have.length(1_000);
    });
  });

  describe("when SQLite refuses", () => {
    it("tells its error with its code", async () => {
      await keepFact(db, "twice");
      // SQLITE_CONSTRAINT_PRIMARYKEY (https://sqlite.org/rescode.html#constraint_primarykey).
      const error = { code: "ERR_SQLITE_ERROR", errcode: 1555 };
      expect(await rejection(keepFact(db, "twice"))).to.include(error);
    });
  });

  describe("when it is closed", () => {
    it("first does what was called", async () => {
      const kept = keepFact(db, "last");
      await db.close();
      await kept;
      expect(facts()).to.deep.equal(["last"]);
    });

    it("takes nothing more", async () => {
      await db.close();
      expect(await rejection(keepFact(db, "late"))).to.include({ code: "StoreWriterStopped" });
    });
  });

  describe("when the system fails to write or to sync", () => {
    it("writes nothing more, and says so to whoever waits, whoever comes, and whoever runs the gateway", async () => {
      const stopped = { code: "StoreWriterStopped" };
      const before = rejection(keepFact(db, "of the same commit"));
      expect(await rejection(failToSync(db))).to.include(stopped);
      expect(await before).to.include(stopped);
      expect(await rejection(db.failed)).to.include(stopped);
      expect(await rejection(keepFact(db, "late"))).to.include(stopped);
    });
  });

  describe("when its thread ends by itself", () => {
    it("tells whoever waits, whoever comes, and whoever runs the gateway", async () => {
      const stopped = { code: "StoreWriterStopped" };
      expect(await rejection(endThread(db))).to.include(stopped);
      expect(await rejection(db.failed)).to.include(stopped);
      expect(await rejection(keepFact(db, "late"))).to.include(stopped);
    });
  });
});
