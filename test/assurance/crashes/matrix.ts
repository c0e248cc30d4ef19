import type { Moment } from "../steps/order.ts";
import type { Phase, Subject } from "./trial.ts";

/** One step of a phase at one moment, and what came of being killed there. */
export interface MatrixRow {
  readonly phase: string;
  readonly step: string;
  readonly moment: Moment;
  /** How often the step came and the process was killed at it. */
  readonly kills: number;
  /** After how many of these everything was as it must be. */
  readonly held: number;
  /** How often it was waited for in vain: it does not come as often in every run. */
  readonly missed: number;
  readonly problems: readonly string[];
}

/** One kill to be tried. */
export interface Trial {
  readonly step: string;
  readonly nth: number;
  readonly moment: Moment;
}

/** After so many kills it is told how far they are. */
const INTERVAL = 20;

/** Writes bytes of which a crash may leave the first half. */
const HALVABLE = /^write/;

/** Every occurrence of every step, at every moment. */
export function everyMoment(steps: ReadonlyMap<string, number>): Trial[] {
  return Array.from(steps).flatMap(([step, count]) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((nth) =>
      momentsOf(step).map((moment) => ({ step, nth, moment })),
    ),
  );
}

/** Acts that leave nothing behind and promise nothing which another act does not make lasting. */
const PASSING = /^(ask|answer|post|mkdir|sign secp256k1)\b/;

/** Every step that leaves something behind, once: at one moment or the other in turn. */
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
 * Lives through a phase undisturbed, which tells its steps, and then is killed at each trial of them.
 *
 * @param say is told how far it is, and of each trial that did not end as it must.
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
