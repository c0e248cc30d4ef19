import { Kysely } from "kysely";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { commitTogether } from "./commit-together.ts";
import type { Schema } from "../schema.ts";
import { sendError } from "./sent-error.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";
import { findTransaction } from "../transaction.ts";
import {
  CLOSE,
  CLOSED,
  type ThreadAnswer,
  type ThreadRequest,
  type WriteAnswer,
  type WriteRequest,
} from "./write-request.ts";

// The thread of a SqliteWriter. Requests that arrive during a commit share the next one.
const waiting: WriteRequest[] = [];
let path = "";
let db: Kysely<Schema> | undefined;
let writing = false;
let closing = false;

parentPort?.on("message", (message: ThreadRequest) => {
  if (typeof message === "object" && "open" in message) {
    path = message.open;
    return;
  }
  if (message === CLOSE) closing = true;
  else waiting.push(message);
  if (writing) return;
  writing = true;
  // An exception ends the thread, which the SqliteWriter reports.
  void writeAll();
});

async function writeAll(): Promise<void> {
  for (await nextTurn(); waiting.length > 0; await nextTurn()) {
    const requests = waiting.splice(0);
    answer(await write(requests));
  }
  writing = false;
  if (!closing) return;
  closing = false;
  await db?.destroy();
  db = undefined;
  answer(CLOSED);
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

async function write(requests: readonly WriteRequest[]): Promise<WriteAnswer[]> {
  db ??= new Kysely<Schema>({ dialect: createSqliteDialect(path, false) });
  const works = await Promise.all(requests.map(findWork));
  const outcomes = await commitTogether(db, works);
  requireDisk(outcomes);
  return requests.map(({ id }, index) => {
    const outcome = outcomes[index] ?? { error: new Error("It was not run.") };
    return { id, outcome: "error" in outcome ? { error: sendError(outcome.error) } : outcome };
  });
}

/**
 * After a failed write or sync, the state of the disk is unknown, and a repeated sync may report success wrongly. The
 * thread therefore ends, and the gateway restarts with the data on the disk. A full disk (SQLITE_FULL) is harmless:
 * SQLite then wrote nothing.
 */
function requireDisk(outcomes: Awaited<ReturnType<typeof commitTogether>>): void {
  for (const outcome of outcomes) if ("error" in outcome && isDiskFailure(outcome.error)) throw outcome.error;
}

/** SQLITE_IOERR, the low byte of the codes of all input and output errors (https://sqlite.org/rescode.html#ioerr). */
const IOERR = 10;

const isDiskFailure = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === IOERR;

async function findWork({ module, name, parameters }: WriteRequest) {
  const { work } = await findTransaction(module, name);
  return (tx: Kysely<Schema>) => work(tx, ...(parameters as never));
}
