import type { MonthRule } from "./add-months.ts";
import type { Hearing } from "../payload/portolan-members.ts";
import type { CaseEventType } from "./case-event.ts";
import type { CaseKind } from "./case-kind.ts";
import type { ClockState } from "./clock-state.ts";
import type { LapseEffect } from "./lapse-effect.ts";
import type { Organ } from "./organ.ts";

/** The version of the format of profiles. A program refuses every other one. */
export const PROFILE_FORMAT = 1;

/** By, not before, or without a number. */
export const CLOCK_KINDS = ["deadline", "bar", "elapsed"] as const;

export type ClockKind = (typeof CLOCK_KINDS)[number];

export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

export const ROLLS = ["none", "nextWorkingDay", "previousWorkingDay"] as const;

export const FIRST_DAYS = ["counted", "notCounted"] as const;

/** Weekend and holidays of a place, frozen for some years. Dates are written `2026-03-02`. */
export interface HolidayCalendar {
  readonly code: string;
  readonly title: string;
  readonly years: { readonly from: number; readonly to: number };
  readonly weekend: readonly (typeof WEEKDAYS)[number][];
  readonly holidays: readonly string[];
  /** Days of which the author does not know whether they are holidays. A clock that depends on one is unknown. */
  readonly undecided: readonly string[];
  readonly source: string;
}

/** A day that each year has: a month and day `07-15`, or a number of days after Easter Sunday. */
export type YearlyDay = { readonly date: string } | { readonly easter: number };

/** A span of each year, both ends included, whose days do not count. It may pass the end of the year. */
export interface StandStill {
  readonly code: string;
  readonly from: YearlyDay;
  readonly to: YearlyDay;
  readonly citation: string;
}

/** Where the days of a case are counted: the place of the agency or court. */
export interface Place {
  readonly code: string;
  readonly title: string;
  /** A zone of the IANA database, such as `Europe/Amsterdam`. */
  readonly zone: string;
  /** Code of its calendar; null where no rule needs one. */
  readonly calendar: string | null;
  /** ISO 3166-1 alpha-2: the place of the cases of this country's agencies. Without one, the first place counts. */
  readonly country?: string;
}

/**
 * How a ledger shows an event of the statute: by an entry of a kind about the case. Statutes name events that no entry
 * records. They stay out, and their clocks do not start.
 */
export interface Recording {
  readonly event: CaseEventType | "exempted";
  /** Of an exemption: the code of the rule that does not apply. */
  readonly rule?: string;
  readonly kind: CaseKind;
  /** What a Hear must state. */
  readonly hearing?: Hearing;
  /** Only once the case has an entry of this kind. */
  readonly after?: CaseKind;
  /** Only while the case has no entry of this kind. */
  readonly before?: CaseKind;
}

/** An event, or the lapse of an earlier rule. */
export type Trigger =
  { readonly event: CaseEventType; readonly occurrence: "first" | "last" } | { readonly lapseOf: string };

/** How the last day of a period is found if it is no working day. */
interface Rolled {
  readonly roll: (typeof ROLLS)[number];
}

interface FirstDay {
  readonly firstDay: (typeof FIRST_DAYS)[number];
}

/** A number of hours, days or months. */
export type Period =
  | { readonly unit: "hours"; readonly count: number }
  | ({ readonly unit: "calendarDays"; readonly count: number } & FirstDay & Rolled)
  | ({ readonly unit: "businessDays"; readonly count: number } & FirstDay)
  | ({ readonly unit: "months"; readonly count: number; readonly monthRule: MonthRule } & Rolled);

/** A period, or a date that the act of the trigger fixes, not before the end of its floor. */
export type Length = Period | ({ readonly unit: "actDate"; readonly floor: Period | null } & Rolled);

/** An extension that the rule allows. */
export interface Extension {
  readonly by: Organ;
  /** How often; null without a limit. */
  readonly times: number | null;
  /** Its longest length in the unit of the rule, in calendar days for a date fixed in an act; null without a limit. */
  readonly count: number | null;
  readonly beforeExpiry: boolean;
  /** Whether the person must be informed before expiry. */
  readonly informed: boolean;
  readonly reasons: boolean;
  readonly citation: string;
}

/** A case in which the rule does not apply. */
export interface Exemption {
  readonly code: string;
  readonly text: string;
  readonly citation: string;
}

/** Where a rule was read. */
export interface Source {
  readonly citation: string;
  /** Where the author read it. */
  readonly read: string;
  readonly readOn: string;
  /** SHA-256 of the quoted text of the statute in UTF-8, in hexadecimal; null if no text was quoted. */
  readonly quoteDigest: string | null;
}

/** One clock of a statute. */
export interface Rule {
  readonly code: string;
  readonly kind: ClockKind;
  readonly binds: Organ;
  readonly serves: Organ;
  /** A verb and its object, such as "decide on the protest". */
  readonly act: string;
  /** Events that do the act in time; of a bar, the events that it forbids. */
  readonly acts: readonly CaseEventType[];
  /** Whether the act also counts if it was done before the clock began. */
  readonly mayPrecede?: boolean;
  readonly trigger: Trigger;
  /** Starts the clock while the trigger is missing. */
  readonly fallback?: Trigger;
  /** Whether each affected party has its own clock. */
  readonly perParty: boolean;
  /** Null without a number: of each elapsed clock, and of a bar that only acts lift. */
  readonly length: Length | null;
  /** Codes of the stand-still spans that apply. */
  readonly standStill?: readonly string[];
  /** Of a bar: the events that together lift it, also before its time. */
  readonly liftedBy?: readonly CaseEventType[];
  /** Stops the clock from one event to another. */
  readonly suspension?: { readonly from: CaseEventType; readonly until: CaseEventType; readonly citation: string };
  readonly extensions?: readonly Extension[];
  readonly exemptions?: readonly Exemption[];
  readonly onLapse: LapseEffect;
  readonly source: Source;
  /** What a jurist must decide before the rule is signed. */
  readonly questions?: readonly string[];
}

/** An event as a file writes it: a time with its offset, or a date, which means the start of that day at the place. */
export interface WrittenEvent {
  readonly type: string;
  readonly at: string;
  readonly party?: number;
  readonly until?: string;
  readonly rule?: string;
  readonly by?: Organ;
  readonly count?: number;
  readonly reasons?: boolean;
  readonly informedAt?: string;
  readonly code?: string;
}

/** An example that the profile must reproduce. */
export interface Vector {
  readonly name: string;
  /** Code of the place; absent for the first. */
  readonly place?: string;
  readonly events: readonly WrittenEvent[];
  /** When the clock is read, as the time of an event. */
  readonly now: string;
  readonly rule: string;
  readonly party?: number;
  readonly expect: {
    readonly state: ClockState;
    /** The last day, or of hours the instant. */
    readonly due?: string;
  };
  /** Where the example comes from. */
  readonly source: string;
}

/** The clocks of one statute, as its author wrote them. */
export interface Profile {
  readonly format: typeof PROFILE_FORMAT;
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly statute: string;
  /** ISO 3166-1 alpha-2, or EU. */
  readonly jurisdiction: string;
  /** Whether the author calls it a draft, which nobody may sign. */
  readonly draft: boolean;
  /** First and last day on which a clock may start; null without a limit. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly calendars: readonly HolidayCalendar[];
  readonly standStills: readonly StandStill[];
  /** The first is the default. */
  readonly places: readonly Place[];
  readonly rules: readonly Rule[];
  /** Which entries of a case record which event. An entry may record several. */
  readonly recordedBy: readonly Recording[];
  readonly vectors: readonly Vector[];
  readonly questions: readonly string[];
}
