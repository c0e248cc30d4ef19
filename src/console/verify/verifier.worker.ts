import { JOBS, type Jobs } from "./jobs.ts";

/** What is asked of the worker, and what it answers under the same number. */
export interface Asked {
  readonly number: number;
  readonly job: keyof Jobs;
  readonly given: readonly unknown[];
}

export type Answered = { readonly number: number } & ({ readonly result: unknown } | { readonly problem: string });

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const { number, job, given } = data;
  let answer: Answered;
  try {
    const work = JOBS[job] as (...given: readonly unknown[]) => unknown;
    answer = { number, result: work(...given) };
  } catch (error) {
    answer = { number, problem: String(error) };
  }
  postMessage(answer);
});
