import { parseDay, type CalendarDay } from "./calendar-day.ts";
import { LAST_KINDS } from "./case-kind.ts";
import type { HolidayCalendar, Length, Place, Profile, Rule, StandStill, Trigger } from "./profile.ts";
import { eventsOf } from "./rule-events.ts";
import { StillDays } from "./still-days.ts";
import { TimeZone } from "./time-zone.ts";

/** Days of a year that must be no stand-still days, so that a clock can run. */
const LEAST_DAYS = 90;

/** What a profile of the right form still says wrongly: references, calendars and combinations. Empty for a sound one. */
export function profileProblems(profile: Profile): readonly string[] {
  const { calendars, places, rules, standStills, vectors, validFrom, validUntil } = profile;
  return [
    ...repeated("calendar", calendars),
    ...repeated("place", places),
    ...repeated("rule", rules),
    ...repeated("stand-still", standStills),
    ...[validFrom, validUntil].flatMap((day) => (day === null ? [] : dateProblems(day))),
    ...calendars.flatMap(calendarProblems),
    ...places.flatMap((place) => placeProblems(place, calendars)),
    ...standStillProblems(standStills),
    ...rules.flatMap((rule, index) => ruleProblems(rule, rules.slice(0, index), profile)),
    ...recordingProblems(profile),
    ...rules
      .filter(({ code }) => !vectors.some(({ rule }) => rule === code))
      .map(({ code }) => `the rule ${code} has no vector`),
    ...vectors
      .filter(({ rule }) => !rules.some(({ code }) => code === rule))
      .map(({ name, rule }) => `the vector "${name}" names the unknown rule ${rule}`),
  ];
}

function repeated(what: string, items: readonly { readonly code: string }[]): string[] {
  const codes = items.map(({ code }) => code);
  return codes.filter((code, index) => codes.indexOf(code) < index).map((code) => `the ${what} ${code} occurs twice`);
}

function dateProblems(text: string): string[] {
  return parseDay(text) === undefined ? [`${text} is not a date`] : [];
}

function calendarProblems({ code, years, holidays, undecided }: HolidayCalendar): string[] {
  const days = [...holidays, ...undecided];
  const outside = (text: string) => Number(text.slice(0, 4)) < years.from || Number(text.slice(0, 4)) > years.to;
  return [
    ...(years.from > years.to ? [`the calendar ${code} ends before it begins`] : []),
    ...days.flatMap(dateProblems),
    ...days.filter(outside).map((text) => `${text} is outside the years of the calendar ${code}`),
    ...days.filter((text, index) => days.indexOf(text) < index).map((text) => `the calendar ${code} repeats ${text}`),
  ];
}

function placeProblems({ code, zone, calendar }: Place, calendars: readonly HolidayCalendar[]): string[] {
  return [
    ...(calendar !== null && !calendars.some((each) => each.code === calendar)
      ? [`the place ${code} names the unknown calendar ${calendar}`]
      : []),
    ...(isZone(zone) ? [] : [`the place ${code} has the unknown time zone ${zone}`]),
  ];
}

function isZone(name: string): boolean {
  try {
    return new TimeZone(name).name === name;
  } catch {
    return false;
  }
}

function standStillProblems(standStills: readonly StandStill[]): string[] {
  const wrong = standStills
    .flatMap(({ from, to }) => [from, to])
    // A span of every year cannot begin or end on 29 February.
    .flatMap((day) => ("date" in day && parseDay(`2001-${day.date}`) === undefined ? [day.date] : []))
    .map((date) => `${date} is not a day of each year`);
  if (wrong.length > 0) return wrong;
  const still = new StillDays(standStills);
  const first: CalendarDay = 0;
  const others = Array.from({ length: 365 }, (_, day) => first + day).filter((day) => !still.has(day)).length;
  return others < LEAST_DAYS ? [`the stand-still spans leave ${others} days of a year`] : [];
}

function ruleProblems(rule: Rule, before: readonly Rule[], profile: Profile): string[] {
  const { code, kind, length, trigger, fallback, standStill = [], liftedBy = [], extensions = [], source } = rule;
  const problems = [
    ...[trigger, ...(fallback === undefined ? [] : [fallback])].flatMap((each) => triggerProblem(each, rule, before)),
    ...lengthProblems(rule, profile),
    ...standStill
      .filter((each) => !profile.standStills.some((span) => span.code === each))
      .map((each) => `it names the unknown stand-still ${each}`),
    ...(kind !== "bar" && liftedBy.length > 0 ? ["only a bar has events that lift it"] : []),
    ...(kind !== "deadline" && rule.onLapse !== "none" && rule.onLapse !== "noticeDuty"
      ? ["only a deadline has an effect of its lapse"]
      : []),
    ...(kind === "elapsed" && length !== null ? ["an elapsed clock has no length"] : []),
    ...(kind === "deadline" && length === null ? ["a deadline has a length"] : []),
    ...(kind === "bar" && length === null && liftedBy.length === 0
      ? ["a bar has a length or events that lift it"]
      : []),
    ...(length === null && (extensions.length > 0 || rule.suspension !== undefined)
      ? ["a clock without a length is neither extended nor stopped"]
      : []),
    ...dateProblems(source.readOn),
  ];
  return problems.map((problem) => `rule ${code}: ${problem}`);
}

function triggerProblem(trigger: Trigger, rule: Rule, before: readonly Rule[]): string[] {
  if (!("lapseOf" in trigger)) return [];
  const lapsing = before.find(({ code }) => code === trigger.lapseOf);
  if (lapsing === undefined) return [`it begins with the lapse of ${trigger.lapseOf}, which is no rule before it`];
  if (lapsing.kind !== "deadline") return [`it begins with the lapse of ${trigger.lapseOf}, which is no deadline`];
  return lapsing.perParty && !rule.perParty ? [`it begins with the lapse of the clock of one party`] : [];
}

function lengthProblems({ length, standStill = [] }: Rule, { places }: Profile): string[] {
  if (length === null) return [];
  const needsCalendar = usesCalendar(length) && places.some(({ calendar }) => calendar === null);
  return [
    ...(needsCalendar ? ["it needs a calendar at each place"] : []),
    ...(length.unit !== "calendarDays" && standStill.length > 0 ? ["only calendar days stand still"] : []),
  ];
}

function recordingProblems({ recordedBy, rules }: Profile): string[] {
  const used = new Set<string>(rules.flatMap(eventsOf));
  const written = recordedBy.map((recording) => JSON.stringify(recording));
  return recordedBy.flatMap((recording, index) => {
    const { event, rule, kind, hearing, after, before } = recording;
    const exempts = event === "exempted";
    const exempted = rules.find(({ code }) => code === rule);
    const late = [after].filter((each) => each !== undefined && LAST_KINDS.includes(each));
    const problems = [
      ...(written.indexOf(written[index] ?? "") < index ? ["it occurs twice"] : []),
      ...(!exempts && !used.has(event) ? ["no rule has the event"] : []),
      ...(!exempts && rule !== undefined ? ["only an exemption names a rule"] : []),
      ...(exempts && (exempted?.exemptions ?? []).length === 0 ? ["it names no rule with exemptions"] : []),
      ...(exempts && hearing !== "exempt" ? ["only a Hear that states an exemption exempts"] : []),
      ...(hearing !== undefined && kind !== "Hear" ? ["only a Hear states a hearing"] : []),
      ...(after !== undefined && after === before ? [`nothing stands before and after ${after}`] : []),
      ...late.map((each) => `nothing follows ${each}`),
    ];
    return problems.map((problem) => `${event} by ${kind}: ${problem}`);
  });
}

function usesCalendar(length: Length): boolean {
  if (length.unit === "businessDays") return true;
  if (length.unit === "actDate" && length.floor !== null && usesCalendar(length.floor)) return true;
  return "roll" in length && length.roll !== "none";
}
