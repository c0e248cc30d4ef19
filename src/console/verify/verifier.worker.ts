import { JOBS, type Jobs } from "./jobs.ts";

/** A request to the worker, and the answer with the same number. */
export interface Asked {
  readonly number: number;
  readonly job: keyof Jobs;
  readonly given: readonly unknown[];
}

export type Answered = { readonly number: number } & ({ readonly result: unknown } | { readonly problem: string });

addEventListener("message", ({ data }: MessageEvent<Asked>) => void answer(data).then((result) => postMessage(result)));

async function answer({ number, job, given }: Asked): Promise<Answered> {
  try {
    const work = JOBS[job] as (...given: readonly unknown[]) => unknown;
    return { number, result: await work(...given) };
  } catch (error) {
    return { number, problem: String(error) };
  }
}
