import type { Jobs } from "./jobs.ts";
import type { Answered, Asked } from "./verifier.worker.ts";

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (reason: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

/** Runs a job in the worker, beside the page. The first job starts the worker. */
export function verify<Name extends keyof Jobs>(
  job: Name,
  ...given: Parameters<Jobs[Name]>
): Promise<Awaited<ReturnType<Jobs[Name]>>> {
  worker ??= start();
  const number = ++asked;
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Jobs[Name]>>>();
  waiting.set(number, { resolve, reject });
  worker.postMessage({ number, job, given } satisfies Asked);
  return promise;
}

function start(): Worker {
  const started = new Worker(new URL("./verifier.worker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<Answered>) => {
    const one = waiting.get(data.number);
    waiting.delete(data.number);
    if ("problem" in data) one?.reject(new Error(data.problem));
    else one?.resolve(data.result as never);
  };
  // The worker's file could not be loaded: the next job tries again.
  started.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error("the verifier could not be started"));
    waiting.clear();
    worker = undefined;
  };
  return started;
}
