import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER_VARIABLE, ORDER_FILE, TRACE_FILE, type Moment, type Order } from "./order.ts";

// The original functions, taken before the exports of these names are watched.
const append = appendFileSync;
const read = readFileSync;

/** Milliseconds for which an act is held back before the process dies. */
const HOLD_MS = 150;

const folder = process.env[FOLDER_VARIABLE] ?? "";
const counts = new Map<string, number>();
let heard: string | undefined;
let order: Order | null = null;

/** Writes down the act under each of its names. @returns the moment at which this process must die, if any. */
function meet(names: Iterable<string>): Moment | undefined {
  listen();
  let fate: Moment | undefined;
  for (const name of names) {
    append(join(folder, TRACE_FILE), `${name}\n`);
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    if (order?.step === name && order.nth === nth) fate = order.moment;
  }
  return fate;
}

/** Threads share only the folder: each one looks for a new order itself. */
function listen(): void {
  const text = read(join(folder, ORDER_FILE), "utf8");
  if (text === heard) return;
  heard = text;
  order = JSON.parse(text) as Order | null;
  counts.clear();
}

/** Ends the process as a power cut would; this thread does nothing more. */
export function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;) pause(1_000);
}

const pause = (ms: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Performs an act that blocks its thread.
 *
 * @param names Names of the act: several for transactions that share a commit.
 */
export function act<Result>(names: Iterable<string>, perform: () => Result): Result {
  const fate = meet(names);
  if (fate === undefined) return perform();
  if (fate === "after") perform();
  else pause(HOLD_MS);
  return die();
}

/** Performs an asynchronous act, for which other work need not wait. */
export async function actAsync<Result>(
  names: Iterable<string>,
  perform: () => Promise<Result>,
  half?: () => Promise<unknown>,
): Promise<Result> {
  const fate = meet(names);
  if (fate === undefined) return perform();
  if (fate === "after") await perform();
  else if (fate === "halfway") await half?.();
  else await new Promise((held) => setTimeout(held, HOLD_MS));
  return die();
}

/** As `actAsync`, for an act whose end is an event. */
export function actWithEnd(name: string, perform: (atEnd: (tell: () => void) => void) => void): void {
  const fate = meet([name]);
  if (fate === "before") return void setTimeout(die, HOLD_MS);
  perform((tell) => (fate === undefined ? tell() : die()));
}
