import type { ParticipantId } from "../entry.ts";
import type { CalendarDay } from "./calendar-day.ts";
import type { ClockState, ExtensionFault, UnknownReason } from "./clock-state.ts";
import type { Rule, Trigger } from "./profile.ts";

/** Where a clock began to run. */
export interface ClockStart {
  readonly trigger: Trigger;
  /** Whether the fallback started it, as the trigger is missing. */
  readonly isFallback: boolean;
  /** Unix seconds. */
  readonly at: number;
  /** The date at the place. */
  readonly day: CalendarDay;
  /** The date that the act of the trigger fixes. */
  readonly until?: CalendarDay;
}

/** The end of a clock. */
export interface ClockEnd {
  /** The last day; of hours, the date of the end. */
  readonly day: CalendarDay;
  /** The first instant after the time, in Unix seconds. */
  readonly at: number;
  /** The last day before it was moved to a working day; absent if it was not moved. */
  readonly movedFrom?: CalendarDay;
}

/** One clock of a case, computed for one instant. It is never stored. */
export interface Clock {
  readonly rule: Rule;
  /** The affected party; null where the clock concerns all of them. */
  readonly party: ParticipantId | null;
  readonly state: ClockState;
  readonly start: ClockStart | null;
  /** Null where there is no end, and where it is unknown. */
  readonly end: ClockEnd | null;
  readonly unknown: UnknownReason | null;
  /** Whole counted days for which the clock was stopped; of hours, whole seconds. */
  readonly stopped: number;
  /** Units by which it was extended. */
  readonly extended: number;
  /** Extensions without effect, by their instants. */
  readonly faults: readonly { readonly at: number; readonly fault: ExtensionFault }[];
  /** When the act was done, in Unix seconds; null while it was not. */
  readonly actAt: number | null;
}
