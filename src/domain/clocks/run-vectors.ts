import { PortolanError } from "../errors/portolan-error.ts";
import { formatDay } from "./calendar-day.ts";
import type { Clock } from "./clock.ts";
import { clocksOf } from "./clocks-of.ts";
import { prepareProfile } from "./prepared-profile.ts";
import type { Profile, Vector } from "./profile.ts";
import { readEvent, readTime } from "./read-event.ts";
import { timeZone } from "./time-zone.ts";

/** The result of one example of a profile. */
export interface VectorResult {
  readonly vector: Vector;
  /** The difference between the expected and the computed clock; null if there is none. */
  readonly problem: string | null;
}

/** Runs the examples of a checked profile (`profileProblems`). */
export function runVectors(profile: Profile): readonly VectorResult[] {
  return profile.vectors.map((vector) => ({ vector, problem: compare(profile, vector) }));
}

function compare(profile: Profile, vector: Vector): string | null {
  const prepared = prepareProfile(profile, vector.place);
  if (prepared === undefined) return `the profile has no place ${vector.place}`;
  const zone = timeZone(prepared.place.zone);
  try {
    const events = vector.events.map((event) => readEvent(event, zone));
    const clocks = clocksOf(prepared, events, readTime(vector.now, zone));
    const clock = clocks.find(
      ({ rule, party }) => rule.code === vector.rule && (vector.party === undefined || party === vector.party),
    );
    return clock === undefined ? `there is no clock ${vector.rule}` : differenceOf(clock, vector);
  } catch (error) {
    if (PortolanError.is(error)) return error.message;
    throw error;
  }
}

function differenceOf(clock: Clock, { expect: { state, due } }: Vector): string | null {
  if (clock.state !== state) return `the state is ${clock.state} instead of ${state}`;
  const computed = dueText(clock);
  return due === undefined || due === computed ? null : `the end is ${computed ?? "unknown"} instead of ${due}`;
}

/** The end of a clock as a vector writes it: the last day, or of hours the instant in UTC. */
export function dueText({ rule, end }: Clock): string | null {
  if (end === null) return null;
  if (rule.length?.unit !== "hours") return formatDay(end.day);
  return new Date(end.at * 1000).toISOString().replace(".000Z", "Z");
}
