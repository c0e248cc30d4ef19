import { setTimeout as sleep } from "node:timers/promises";
import type { Witness } from "./witness.ts";

/** Milliseconds between two looks at the chain. After failures the pause doubles up to the longest pause. */
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;

/**
 * Makes a witness look at the chain repeatedly until `stop` is called.
 *
 * @param onTrouble receives the error of each failed look.
 */
export function watch(witness: Witness, onTrouble: (error: unknown) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    let pause = PAUSE_MS;
    while (!signal.aborted) {
      let more = false;
      try {
        more = await witness.look();
        pause = PAUSE_MS;
      } catch (error) {
        onTrouble(error);
        pause = Math.min(pause * 2, MAX_PAUSE_MS);
      }
      if (!more) await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
