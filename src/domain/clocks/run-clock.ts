import type { ParticipantId } from "../entry.ts";
import type { CaseEvent } from "./case-event.ts";
import type { Clock, ClockEnd, ClockStart } from "./clock.ts";
import type { ClockState, ExtensionFault, UnknownReason } from "./clock-state.ts";
import { type Added, endOf, stoppedSeconds } from "./counting.ts";
import { isOfAgency, isPrivate } from "./organ.ts";
import type { PreparedProfile } from "./prepared-profile.ts";
import type { Extension, Length, Rule, Trigger } from "./profile.ts";
import { DAY_SECONDS } from "./time-zone.ts";

/** What a clock is computed from. */
export interface ClockInput {
  readonly prepared: PreparedProfile;
  readonly rule: Rule;
  readonly party: ParticipantId | null;
  /** The events of the party up to now, oldest first. */
  readonly events: readonly CaseEvent[];
  /** The clocks of the rules before this one. */
  readonly earlier: readonly Clock[];
  /** Unix seconds. */
  readonly now: number;
}

/** Computes the clock of one rule. */
export function runClock(input: ClockInput): Clock {
  const { prepared, rule, party, events, now } = input;
  const start = findStart(input);
  const idle = { rule, party, start, end: null, unknown: null, stopped: 0, extended: 0, faults: [], actAt: null };
  if (start === undefined) return { ...idle, start: null, state: "notStarted" };
  if (isExempt(rule, events)) return { ...idle, start, state: "exempt" };
  if (start.day < prepared.validFrom || start.day > prepared.validUntil)
    return { ...idle, start, state: "unknown", unknown: "outsideValidity" };

  const actAt = findAct(rule, start, events);
  const liftedAt = findLift(rule, events);
  if (rule.length === null) {
    const end = liftedAt === null ? null : { day: prepared.countingOf(rule).zone.dayAt(liftedAt), at: liftedAt };
    return { ...idle, start, end, actAt, state: stateOf(rule, end, actAt, now) };
  }
  const run = runLength(rule, rule.length, start, input, actAt);
  const { end: counted, stillStopped, added, faults, unknown } = run;
  const done = {
    ...idle,
    start,
    faults,
    actAt,
    extended: added.extended,
    stopped: rule.length.unit === "hours" ? added.stopped : Math.floor(added.stopped / DAY_SECONDS),
  };
  if (unknown !== null) return { ...done, state: "unknown", unknown };
  if (stillStopped && actAt === null) return { ...done, state: "stopped" };
  const end = counted !== null && liftedAt !== null && liftedAt < counted.at ? liftedEnd(input, liftedAt) : counted;
  return { ...done, end, state: stateOf(rule, end, actAt, now) };
}

function liftedEnd({ prepared, rule }: ClockInput, at: number): ClockEnd {
  return { day: prepared.countingOf(rule).zone.dayAt(at), at };
}

function findStart({ prepared, rule, party, events, earlier }: ClockInput): ClockStart | undefined {
  const { zone } = prepared.countingOf(rule);
  const find = (trigger: Trigger, isFallback: boolean): ClockStart | undefined => {
    if ("lapseOf" in trigger) {
      const lapse = earlier.find(
        (clock) => clock.rule.code === trigger.lapseOf && (clock.party === null || clock.party === party),
      );
      const hasLapsed = lapse?.state === "lapsed" || lapse?.state === "late";
      return hasLapsed && lapse.end !== null
        ? { trigger, isFallback, at: lapse.end.at, day: lapse.end.day }
        : undefined;
    }
    const isStart = ({ type }: CaseEvent) => type === trigger.event;
    const event = trigger.occurrence === "first" ? events.find(isStart) : events.findLast(isStart);
    if (event === undefined) return undefined;
    const at = beginOf(rule, event);
    const { until } = event;
    return { trigger, isFallback, at, day: zone.dayAt(at), ...(until !== undefined && { until }) };
  };
  return find(rule.trigger, false) ?? (rule.fallback && find(rule.fallback, true));
}

/**
 * When the time of a rule begins with an event. The time of a recorded event is the block's, because its author can state any
 * earlier one. An earlier time that the author states counts only against the author: it begins a time in which its own
 * side must act. It never shortens the time of another, and never ends a bar earlier.
 */
function beginOf({ kind, binds }: Rule, { at, stated }: CaseEvent): number {
  if (stated === undefined || kind === "bar") return at;
  const isOwn =
    (stated.by === "agency" && isOfAgency(binds)) ||
    (stated.by === "party" && isPrivate(binds)) ||
    (stated.by === "tribunal" && binds === "court");
  return isOwn ? Math.min(at, stated.at) : at;
}

function isExempt({ code: rule, exemptions = [] }: Rule, events: readonly CaseEvent[]): boolean {
  return events.some(
    (event) => event.type === "exempted" && event.rule === rule && exemptions.some(({ code }) => code === event.code),
  );
}

/** When the act was done; null while it was not. */
function findAct({ acts, mayPrecede = false }: Rule, start: ClockStart, events: readonly CaseEvent[]): number | null {
  const types: readonly string[] = acts;
  return events.find(({ type, at }) => types.includes(type) && (mayPrecede || at >= start.at))?.at ?? null;
}

/** When the last of the events that lift a bar happened; null while one is missing. */
function findLift({ liftedBy = [] }: Rule, events: readonly CaseEvent[]): number | null {
  let liftedAt: number | null = null;
  for (const type of liftedBy) {
    const event = events.find((each) => each.type === type);
    if (event === undefined) return null;
    liftedAt = Math.max(liftedAt ?? event.at, event.at);
  }
  return liftedAt;
}

interface Run {
  /** Null while the clock is stopped, and where the end is unknown. */
  readonly end: ClockEnd | null;
  readonly unknown: UnknownReason | null;
  readonly stillStopped: boolean;
  readonly added: Added;
  readonly faults: readonly { readonly at: number; readonly fault: ExtensionFault }[];
}

/**
 * Takes the events that stop, resume and extend a clock in their order. Each counts only before the time has run out: what
 * comes later brings no time back. Stopped time is summed before it is rounded down to days, so that many short stops give
 * no more than their sum.
 */
function runLength(rule: Rule, length: Length, start: ClockStart, input: ClockInput, actAt: number | null): Run {
  const counting = input.prepared.countingOf(rule);
  const faults: { at: number; fault: ExtensionFault }[] = [];
  const granted = new Map<Extension, number>();
  let added: Added = { extended: 0, stopped: 0 };
  let stoppedSince: number | null = null;
  let end = endOf(start, length, added, counting);
  for (const event of input.events) {
    if (typeof end === "string" || (actAt !== null && event.at > actAt)) break;
    if (event.at < start.at) continue;
    if (stoppedSince === null && event.type === rule.suspension?.from && event.at < end.at) {
      stoppedSince = event.at;
    } else if (stoppedSince !== null && event.type === rule.suspension?.until) {
      const seconds = stoppedSeconds(stoppedSince, event.at, length, counting);
      stoppedSince = null;
      if (seconds === undefined) {
        end = "beyondCalendar";
      } else {
        added = { ...added, stopped: added.stopped + seconds };
        end = endOf(start, length, added, counting);
      }
    } else if (event.type === "extended" && event.rule === rule.code) {
      const judged = judgeExtension(rule, event, stoppedSince === null ? end.at : Infinity, granted);
      if (typeof judged === "string") {
        faults.push({ at: event.at, fault: judged });
      } else {
        added = { ...added, extended: added.extended + judged };
        end = endOf(start, length, added, counting);
      }
    }
  }
  if (typeof end === "string") return { end: null, unknown: end, stillStopped: false, added, faults };
  const stillStopped = stoppedSince !== null;
  return { end: stillStopped ? null : end, unknown: null, stillStopped, added, faults };
}

/** The units by which an extension extends, or why it does not. Counts the extensions granted under each permission. */
function judgeExtension(
  { extensions = [] }: Rule,
  { at, by, count, reasons = false, informedAt = Infinity }: CaseEvent,
  endsAt: number,
  granted: Map<Extension, number>,
): number | ExtensionFault {
  const allowed = extensions.filter((extension) => extension.by === by);
  if (allowed.length === 0) return "notAllowed";
  const extension = allowed.find((each) => (granted.get(each) ?? 0) < (each.times ?? Infinity));
  if (extension === undefined) return "tooOften";
  const length = count ?? extension.count;
  if (length === null) return "noLength";
  if (length > (extension.count ?? Infinity)) return "tooLong";
  if (extension.beforeExpiry && at >= endsAt) return "afterExpiry";
  if (extension.informed && informedAt >= endsAt) return "notInformed";
  if (extension.reasons && !reasons) return "withoutReasons";
  granted.set(extension, (granted.get(extension) ?? 0) + 1);
  return length;
}

function stateOf({ kind }: Rule, end: ClockEnd | null, actAt: number | null, now: number): ClockState {
  if (kind === "elapsed") return actAt === null ? "elapsing" : "ended";
  const hasPassed = end !== null && now >= end.at;
  if (kind === "bar") {
    if (actAt !== null && (end === null || actAt < end.at)) return "breached";
    return hasPassed ? "open" : "barred";
  }
  if (actAt !== null) return end !== null && actAt >= end.at ? "late" : "met";
  return hasPassed ? "lapsed" : "running";
}
