import { setTimeout as sleep } from "node:timers/promises";
import { transaction } from "../../../src/store/transaction.ts";

/** Stores a single value. @returns the number of stored values. */
export const keepValue = transaction(import.meta.url, "keepValue", async (tx, name: string) => {
  await tx.insertInto("single_values").values({ name, value: "" }).execute();
  return (await tx.selectFrom("single_values").select("name").execute()).length;
});

export const keepValueThenFail = transaction(import.meta.url, "keepValueThenFail", async (tx, name: string) => {
  await tx.insertInto("single_values").values({ name, value: "" }).execute();
  throw new Error("It was not meant to last.");
});

/** Keeps the thread busy, so that what comes meanwhile shares the next commit. */
export const takeTime = transaction(import.meta.url, "takeTime", async () => {
  await sleep(500);
});

/** Ends the thread as a fatal error would. */
export const endThread = transaction(import.meta.url, "endThread", async () => process.exit(1));

/** Fails as SQLite does after a failed sync: SQLITE_IOERR_FSYNC. */
export const failToSync = transaction(import.meta.url, "failToSync", async () => {
  throw Object.assign(new Error("disk I/O error"), { errcode: 1034 });
});
