import { transaction } from "../../../src/store/transaction.ts";

/** Keeps a fact, and tells how many there are then. */
export const keepFact = transaction(import.meta.url, "keepFact", async (tx, name: string) => {
  await tx.insertInto("facts").values({ name, value: "" }).execute();
  return (await tx.selectFrom("facts").select("name").execute()).length;
});

export const keepFactThenFail = transaction(import.meta.url, "keepFactThenFail", async (tx, name: string) => {
  await tx.insertInto("facts").values({ name, value: "" }).execute();
  throw new Error("It was not meant to last.");
});

/** Ends the thread as a fatal error would. */
export const endThread = transaction(import.meta.url, "endThread", async () => process.exit(1));

/** Fails as SQLite does when the system could not sync: SQLITE_IOERR_FSYNC. */
export const failToSync = transaction(import.meta.url, "failToSync", async () => {
  throw Object.assign(new Error("disk I/O error"), { errcode: 1034 });
});
