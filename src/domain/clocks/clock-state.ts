/** The states of clocks. Each kind of clock has some of them. */
export const CLOCK_STATES = {
  notStarted: "not started",
  exempt: "exempt",
  stopped: "stopped",
  unknown: "unknown",
  running: "running",
  met: "done in time",
  lapsed: "lapsed",
  late: "done after the lapse",
  barred: "barred",
  open: "bar ended",
  breached: "done before the bar ended",
  elapsing: "time passes",
  ended: "done",
} as const;

export type ClockState = keyof typeof CLOCK_STATES;

/** Why a clock has no date. */
export const UNKNOWN_REASONS = {
  beyondCalendar: "the calendar of the profile does not cover a day that it depends on",
  noDateInAct: "the act fixes no date",
  outsideValidity: "it started on a day on which the profile does not apply",
} as const;

export type UnknownReason = keyof typeof UNKNOWN_REASONS;

/** Why an extension has no effect. */
export const EXTENSION_FAULTS = {
  notAllowed: "this organ may not extend",
  tooOften: "it was extended as often as the rule allows",
  noLength: "it names no length",
  tooLong: "it is longer than the rule allows",
  afterExpiry: "the time had run out",
  notInformed: "the person was not informed before the time ran out",
  withoutReasons: "no reasons were given in writing",
} as const;

export type ExtensionFault = keyof typeof EXTENSION_FAULTS;
