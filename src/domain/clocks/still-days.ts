import { dayOf, partsOf, type CalendarDay } from "./calendar-day.ts";
import { easter } from "./easter.ts";
import type { StandStill, YearlyDay } from "./profile.ts";

/** The days of spans that return each year, in which clocks of days stand still. */
export class StillDays {
  readonly #spans: readonly StandStill[];
  readonly #byYear = new Map<number, readonly (readonly [CalendarDay, CalendarDay])[]>();

  /** By year: the days that are no stand-still days. */
  readonly #others = new Map<number, number>();

  constructor(spans: readonly StandStill[]) {
    this.#spans = spans;
  }

  has(day: CalendarDay): boolean {
    const { year } = partsOf(day);
    return this.#of(year).some(([from, to]) => day >= from && day <= to);
  }

  /** The `count`th day from `first` on that is not a stand-still day. Whole years are counted once. */
  nthOther(first: CalendarDay, count: number): CalendarDay {
    let day = first;
    for (let left = count; ;) {
      const { year, month, day: dayOfMonth } = partsOf(day);
      const others = month === 1 && dayOfMonth === 1 ? this.#othersIn(year) : Infinity;
      if (others < left) {
        left -= others;
        day = dayOf({ year: year + 1, month: 1, day: 1 });
      } else {
        if (!this.has(day)) left -= 1;
        if (left === 0) return day;
        day += 1;
      }
    }
  }

  #othersIn(year: number): number {
    const known = this.#others.get(year);
    if (known !== undefined) return known;
    let others = 0;
    for (let day = dayOf({ year, month: 1, day: 1 }); day < dayOf({ year: year + 1, month: 1, day: 1 }); day++)
      if (!this.has(day)) others += 1;
    this.#others.set(year, others);
    return others;
  }

  /** The spans that touch a year; one that passes the end of a year begins in the year before. */
  #of(year: number): readonly (readonly [CalendarDay, CalendarDay])[] {
    const known = this.#byYear.get(year);
    if (known !== undefined) return known;
    const spans = [year - 1, year].flatMap((begin) => this.#spans.map((span) => spanOf(span, begin)));
    this.#byYear.set(year, spans);
    return spans;
  }
}

function spanOf({ from, to }: StandStill, year: number): readonly [CalendarDay, CalendarDay] {
  const [first, last] = [dayIn(from, year), dayIn(to, year)];
  return [first, last < first ? dayIn(to, year + 1) : last];
}

function dayIn(day: YearlyDay, year: number): CalendarDay {
  if ("easter" in day) return easter(year) + day.easter;
  const [month = 1, dayOfMonth = 1] = day.date.split("-").map(Number);
  return dayOf({ year, month, day: dayOfMonth });
}
