// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- no SQL is kept here: the lock is SQLite's portable file lock
import { DatabaseSync } from "node:sqlite";
import type { PortolanError } from "../domain/errors/portolan-error.ts";

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy). */
const BUSY = 5;

/**
 * Locks a file, which is made when it is missing and holds nothing.
 *
 * Node has no binding for flock(2), and a file with a process number in it outlives a killed process. An exclusive
 * transaction on an empty SQLite database is a lock that the operating system holds, and drops at death.
 *
 * @param inUse the error when another process, or another part of this one, holds the lock.
 */
export function lockFile(file: string, inUse: (cause: unknown) => PortolanError): { release(): void } {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) throw inUse(error);
    throw error;
  }
  return { release: () => database.close() };
}
