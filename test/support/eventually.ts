import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds that a test waits for something: enough on a busy machine, and less than mocha's own limit of a test. */
export const LIMIT_MS = 120_000;

const PAUSE_MS = 10;

/**
 * Asks again and again until something is so.
 *
 * @param awaited what is awaited, for the error: reads well after "Waited 120 s until".
 * @param ask gives what is awaited, or a falsy value as long as it has not come.
 * @throws Error that says what was awaited, and the last answer.
 */
export async function eventually<Found>(awaited: string, ask: () => Found | Promise<Found>): Promise<Truthy<Found>> {
  const begun = performance.now();
  for (;;) {
    const found = await ask();
    if (isTruthy(found)) return found;
    if (performance.now() - begun > LIMIT_MS) {
      throw new Error(`Waited ${LIMIT_MS / 1000} s until ${awaited}; the last answer was ${String(found)}.`);
    }
    await sleep(PAUSE_MS);
  }
}

type Truthy<Value> = Exclude<Value, undefined | null | false | 0 | "" | void>;

function isTruthy<Value>(value: Value): value is Truthy<Value> {
  return Boolean(value);
}
