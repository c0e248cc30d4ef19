import { join } from "node:path";
// eslint-disable-next-line no-restricted-imports -- no SQL is kept here: the lock is SQLite's portable file lock
import { DatabaseSync } from "node:sqlite";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy). */
const BUSY = 5;

/**
 * Locks `folder` for this process until `release` is called or the process ends, however it ends.
 *
 * Node has no binding for flock(2), and a file with a process number in it outlives a killed process. An exclusive
 * transaction on an empty SQLite database is a lock that the operating system holds, and drops at death.
 *
 * @throws NodeFolderInUse when another process, or another node in this one, holds the lock.
 */
export function lockFolder(folder: string): { release(): void } {
  const database = new DatabaseSync(join(folder, "chain.lock"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) {
      throw new PortolanError("NodeFolderInUse", { folder }, { cause: error });
    }
    throw error;
  }
  return { release: () => database.close() };
}
