import { dayOf, parseDay, weekdayOf, type CalendarDay } from "./calendar-day.ts";
import { WEEKDAYS, type HolidayCalendar } from "./profile.ts";

/** What a day is in a frozen calendar; `unknown` outside its years, and where its author does not know. */
export type DayKind = "working" | "free" | "unknown";

/**
 * The working days of a frozen calendar. Each answer is `undefined` where it depends on a day that the calendar does not
 * know.
 */
export class WorkingDays {
  readonly #first: CalendarDay;
  readonly #last: CalendarDay;
  readonly #days: readonly CalendarDay[];
  /** By day from the first: the working days before it, and the undecided days before it. */
  readonly #before: Int32Array;
  readonly #undecidedBefore: Int32Array;

  constructor({ years, weekend, holidays, undecided }: HolidayCalendar) {
    this.#first = dayOf({ year: years.from, month: 1, day: 1 });
    this.#last = dayOf({ year: years.to, month: 12, day: 31 });
    const free = new Set(weekend.map((weekday) => WEEKDAYS.indexOf(weekday)));
    const closed = new Set(holidays.map(parseDay));
    const open = new Set(undecided.map(parseDay));
    const length = this.#last - this.#first + 1;
    const days: CalendarDay[] = [];
    this.#before = new Int32Array(length + 1);
    this.#undecidedBefore = new Int32Array(length + 1);
    let undecidedDays = 0;
    for (let index = 0; index < length; index++) {
      const day = this.#first + index;
      if (open.has(day)) undecidedDays += 1;
      else if (!free.has(weekdayOf(day)) && !closed.has(day)) days.push(day);
      this.#before[index + 1] = days.length;
      this.#undecidedBefore[index + 1] = undecidedDays;
    }
    this.#days = days;
  }

  kindOf(day: CalendarDay): DayKind {
    if (!this.#covers(day) || this.#isUndecided(day, day)) return "unknown";
    const index = day - this.#first;
    return this.#count(this.#before, index + 1) > this.#count(this.#before, index) ? "working" : "free";
  }

  /** The `count`th working day from `day` on, which counts if it is one. */
  nth(day: CalendarDay, count: number): CalendarDay | undefined {
    if (!this.#covers(day)) return undefined;
    const found = this.#days[this.#count(this.#before, day - this.#first) + count - 1];
    return found === undefined || this.#isUndecided(day, found) ? undefined : found;
  }

  /** The last working day up to `day`. */
  lastUntil(day: CalendarDay): CalendarDay | undefined {
    if (!this.#covers(day)) return undefined;
    const found = this.#days[this.#count(this.#before, day - this.#first + 1) - 1];
    return found === undefined || this.#isUndecided(found, day) ? undefined : found;
  }

  #covers(day: CalendarDay): boolean {
    return day >= this.#first && day <= this.#last;
  }

  /** Whether a day from `from` to `to` is undecided. */
  #isUndecided(from: CalendarDay, to: CalendarDay): boolean {
    const counts = this.#undecidedBefore;
    return this.#count(counts, to - this.#first + 1) > this.#count(counts, from - this.#first);
  }

  #count(counts: Int32Array, index: number): number {
    return counts[index] ?? 0;
  }
}
