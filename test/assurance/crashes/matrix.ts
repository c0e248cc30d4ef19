import type { Moment } from "../steps/order.ts";
import type { Phase, Subject } from "./trial.ts";

/** One step of a phase at one moment, with the results of the kills there. */
export interface MatrixRow {
  readonly phase: string;
  readonly step: string;
  readonly moment: Moment;
  /** Number of kills at this step. */
  readonly kills: number;
  /** Number of kills after which all checks passed. */
  readonly held: number;
  /** Number of runs in which the step did not come: its count may vary from run to run. */
  readonly missed: number;
  readonly problems: readonly string[];
}

/** One kill to be tried. */
export interface Trial {
  readonly step: string;
  readonly nth: number;
  readonly moment: Moment;
}

/** Number of kills between two lines of progress. */
const INTERVAL = 20;

/** Acts that write bytes, of which a crash may leave the first half. */
const HALVABLE = /^write/;

/** Every occurrence of every step, at every moment. */
export function everyMoment(steps: ReadonlyMap<string, number>): Trial[] {
  return Array.from(steps).flatMap(([step, count]) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((nth) =>
      momentsOf(step).map((moment) => ({ step, nth, moment })),
    ),
  );
}

/** Acts without a lasting effect, whose promises other acts make durable. */
const PASSING = /^(ask|answer|post|mkdir|sign secp256k1)\b/;

/** Every step with a lasting effect, once, at alternating moments. */
export function eachStepOnce(steps: ReadonlyMap<string, number>): Trial[] {
  const lasting = [...steps.keys()].filter((step) => !PASSING.test(step)).toSorted();
  return lasting.map((step, index) => {
    const moments = momentsOf(step);
    return { step, nth: 1, moment: moments[index % moments.length] as Moment };
  });
}

const momentsOf = (step: string): readonly Moment[] =>
  HALVABLE.test(step) ? ["before", "halfway", "after"] : ["before", "after"];

/**
 * Runs a phase undisturbed to learn its steps, then kills it in each trial.
 *
 * @param say Called with the progress, and with each trial that failed.
 */
export async function tryPhase(
  phase: Phase,
  choose: (steps: ReadonlyMap<string, number>) => readonly Trial[],
  say: (text: string) => void = () => undefined,
): Promise<MatrixRow[]> {
  const rows = new Map<string, MatrixRow>();
  const trials = choose(await phase.rehearse());
  for (const [index, { step, nth, moment }] of trials.entries()) {
    if (index % INTERVAL === 0) say(`${phase.name}: ${index} of ${trials.length} kills`);
    const { reached, problems } = await phase.crash({ step, nth, moment });
    const told = problems.map((problem) => `${phase.name}, ${moment} ${step} (${nth}): ${problem}`);
    for (const each of told) say(each);
    const key = `${step} ${moment}`;
    const { kills = 0, held = 0, missed = 0, problems: before = [] } = rows.get(key) ?? {};
    rows.set(key, {
      phase: phase.name,
      step,
      moment,
      kills: kills + Number(reached),
      held: held + Number(reached && problems.length === 0),
      missed: missed + Number(!reached),
      problems: [...before, ...told],
    });
  }
  return [...rows.values()];
}

/** Tries all phases of a subject. */
export async function tryAll(
  subject: Subject,
  choose: (steps: ReadonlyMap<string, number>) => readonly Trial[],
  say?: (text: string) => void,
): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  for (const phase of subject.phases) rows.push(...(await tryPhase(phase, choose, say)));
  return rows;
}
