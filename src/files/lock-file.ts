// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- no SQL is kept here: the lock is SQLite's portable file lock
import { DatabaseSync } from "node:sqlite";
import type { PortolanError } from "../domain/errors/portolan-error.ts";

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy). */
const BUSY = 5;

/**
 * Locks a file. Creates it, empty, if it is missing.
 *
 * Node has no binding for flock(2), and a file with a process id remains after its process was killed. An exclusive
 * transaction on an empty SQLite database takes a lock of the operating system, which ends with the process.
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
