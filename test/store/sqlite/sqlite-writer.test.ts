import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type Database } from "../../../src/store/open-database.ts";
import { endThread, failToSync, keepValue, keepValueThenFail, takeTime } from "./value-transactions.ts";

describe("SqliteWriter", () => {
  let folder: string;
  let db: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-writer-"));
    db = await openDatabase({ folder });
    // Migrations store values too.
    const other = new DatabaseSync(join(folder, "portolan.db"));
    other.exec("delete from single_values");
    other.close();
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Names of the single values, read as by another process. */
  function storedNames(): string[] {
    const other = new DatabaseSync(join(folder, "portolan.db"), { readOnly: true });
    const rows = other.prepare("select name from single_values order by name").all();
    other.close();
    return rows.map(({ name }) => String(name));
  }

  /** The error with which a promise rejects. */
  const rejection = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => expect.fail("It was not rejected."),
      (error: unknown) => error,
    );

  describe("when transactions come at once", () => {
    it("SqliteWriter runs simultaneous transactions in the order of their calls", async () => {
      const names = Array.from({ length: 50 }, (_, index) => `value ${String(index).padStart(2, "0")}`);
      const counts = await Promise.all(names.map((name) => keepValue(db, name)));
      expect(counts).to.deep.equal(names.map((_, index) => index + 1));
      expect(storedNames()).to.deep.equal(names);
    });

    it("SqliteWriter undoes only the transaction that fails", async () => {
      const failed = rejection(keepValueThenFail(db, "failed"));
      await Promise.all([keepValue(db, "before"), failed, keepValue(db, "after")]);
      expect(await failed).to.include({ message: "It was not meant to last." });
      expect(storedNames()).to.deep.equal(["after", "before"]);
    });

    it("SqliteWriter refuses transactions beyond the limit of the queue, and runs the others", async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 1_200 }, (_, index) => keepValue(db, `${index}`)));
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused).to.have.length(200);
      for (const { reason } of refused) expect(reason).to.include({ code: "StoreUnavailable" });
      expect(storedNames()).to.have.length(1_000);
    });
  });

  describe("when SQLite refuses", () => {
    it("SqliteWriter reports SQLite's error with its code", async () => {
      await keepValue(db, "twice");
      // SQLITE_CONSTRAINT_PRIMARYKEY (https://sqlite.org/rescode.html#constraint_primarykey).
      const error = { code: "ERR_SQLITE_ERROR", errcode: 1555 };
      expect(await rejection(keepValue(db, "twice"))).to.include(error);
    });
  });

  describe("when it is closed", () => {
    it("SqliteWriter runs all earlier transactions before it closes", async () => {
      const kept = keepValue(db, "last");
      await db.close();
      await kept;
      expect(storedNames()).to.deep.equal(["last"]);
    });

    it("SqliteWriter refuses transactions after it was closed", async () => {
      await db.close();
      expect(await rejection(keepValue(db, "late"))).to.include({ code: "StoreWriterStopped" });
    });
  });

  describe("when the system fails to write or to sync", () => {
    it("after a failed write or sync SqliteWriter stops writing and rejects waiting and later transactions and `failed`", async () => {
      const stopped = { code: "StoreWriterStopped" };
      const earlier = takeTime(db);
      await sleep(100);
      const before = rejection(keepValue(db, "of the same commit"));
      expect(await rejection(failToSync(db))).to.include(stopped);
      expect(await before).to.include(stopped);
      await earlier;
      expect(await rejection(db.failed)).to.include(stopped);
      expect(await rejection(keepValue(db, "late"))).to.include(stopped);
    });
  });

  describe("when its thread ends by itself", () => {
    it("after its thread ended SqliteWriter rejects waiting and later transactions and `failed`", async () => {
      const stopped = { code: "StoreWriterStopped" };
      expect(await rejection(endThread(db))).to.include(stopped);
      expect(await rejection(db.failed)).to.include(stopped);
      expect(await rejection(keepValue(db, "late"))).to.include(stopped);
    });
  });
});
