/** The place of an event in the order of a trace: by its time, then by its capture. */
export interface EventPlace {
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Number of the event in the store. */
  readonly id: number;
}

/** The events from one place to another, both included. */
export interface Window {
  readonly from: EventPlace;
  readonly until: EventPlace;
}

const FIRST: EventPlace = { eventTime: -Infinity, id: 0 };
const LAST: EventPlace = { eventTime: Infinity, id: 0 };

/** All events. */
export const ALWAYS: Window = { from: FIRST, until: LAST };

/** The events from `start` on, to `end` if there is one. */
export const between = (start: EventPlace, end: EventPlace | null): Window => ({ from: start, until: end ?? LAST });

/** The window and everything before it. */
export const withPast = ({ until }: Window): Window => ({ from: FIRST, until });

/** The window and everything after it. */
export const withFuture = ({ from }: Window): Window => ({ from, until: LAST });

export function comesBefore(a: EventPlace, b: EventPlace): boolean {
  return a.eventTime === b.eventTime ? a.id < b.id : a.eventTime < b.eventTime;
}

export function isWithin(place: EventPlace, { from, until }: Window): boolean {
  return !comesBefore(place, from) && !comesBefore(until, place);
}

/** The common part of two windows; `undefined` if they have none. */
export function intersect(a: Window, b: Window): Window | undefined {
  const from = comesBefore(a.from, b.from) ? b.from : a.from;
  const until = comesBefore(a.until, b.until) ? a.until : b.until;
  return comesBefore(until, from) ? undefined : { from, until };
}

/** Whether `outer` has every event of `inner`. */
export function covers(outer: Window, inner: Window): boolean {
  return !comesBefore(inner.from, outer.from) && !comesBefore(outer.until, inner.until);
}
