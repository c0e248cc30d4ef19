import { counted } from "../encoding/counted.ts";
import { CASE_EVENTS } from "./case-event.ts";
import { LAPSE_EFFECTS } from "./lapse-effect.ts";
import { isPrivate, ORGANS } from "./organ.ts";
import { unrecordedEvents } from "./rule-events.ts";
import type { Extension, Length, Period, Profile, Rule, StandStill, Trigger, YearlyDay } from "./profile.ts";

const UNITS = { hours: "hour", calendarDays: "calendar day", businessDays: "working day", months: "month" } as const;

/** A rule in plain sentences, each with its citation where it has one of its own. */
export function describeRule(rule: Rule, { standStills }: Profile): readonly string[] {
  const { length, fallback, suspension, extensions = [], exemptions = [], standStill = [] } = rule;
  return [
    mainSentence(rule),
    ...(fallback === undefined ? [] : [`Without this event, the time begins with: ${triggerText(fallback)}.`]),
    ...(length === null ? [] : countingSentences(length)),
    ...standStills.filter(({ code }) => standStill.includes(code)).map(standStillSentence),
    ...(suspension === undefined
      ? []
      : [
          `The clock stops with: ${CASE_EVENTS[suspension.from]}. It continues with: ${CASE_EVENTS[suspension.until]} (${suspension.citation}).`,
        ]),
    ...extensions.map((extension) => extensionSentence(extension, length)),
    ...exemptions.map(({ code, text, citation }) => `Exempt as ${code}: ${text} (${citation})`),
    ...(rule.mayPrecede === true ? ["The act also counts if it was done before the time began."] : []),
    ...(rule.perParty ? ["Each affected party has its own clock."] : []),
    ...(rule.kind === "deadline" ? [`If the time runs out: ${LAPSE_EFFECTS[rule.onLapse]}`] : []),
  ];
}

/** What the ledger cannot show about a rule, as sentences. */
export function describeUnrecorded(rule: Rule, profile: Profile): readonly string[] {
  const events = unrecordedEvents(rule, profile).map((event) => CASE_EVENTS[event]);
  const { extensions = [] } = rule;
  return [
    ...(events.length === 0 ? [] : [`No entry records this: ${events.join("; ")}.`]),
    ...(extensions.length === 0 ? [] : ["No entry records an extension."]),
  ];
}

/** A trigger as words after "after". */
export function triggerText(trigger: Trigger): string {
  return "lapseOf" in trigger ? `the lapse of ${trigger.lapseOf}` : CASE_EVENTS[trigger.event];
}

/** A number of units, such as `5 working days`; of a date fixed in an act, calendar days. */
export function unitsText(count: number, unit: Length["unit"]): string {
  return counted(count, unit === "actDate" ? UNITS.calendarDays : UNITS[unit]);
}

function mainSentence({ kind, binds, act, trigger, length, liftedBy = [] }: Rule): string {
  const [who, start] = [ORGANS[binds], triggerText(trigger)];
  const lift = liftedBy.map((event) => CASE_EVENTS[event]).join("; ");
  if (kind === "elapsed")
    return `${who} must ${act} promptly after ${start}. The statute gives no number: the time is shown, never judged.`;
  if (kind === "bar" && length === null) return `${who} may not ${act} after ${start}, before all of these: ${lift}.`;
  if (kind === "bar") {
    const lifted = lift === "" ? "" : ` All of these end the bar earlier: ${lift}.`;
    return `${who} may not ${act} before the end of ${lengthText(length)} after ${start}.${lifted}`;
  }
  // A person has a right to act in time, and no duty.
  const [verb, within] = isPrivate(binds) ? ["can", "only within"] : ["must", "within"];
  return length?.unit === "actDate"
    ? `${who} ${verb} ${act} ${verb === "can" ? "only " : ""}by the date that the act sets: ${start}.`
    : `${who} ${verb} ${act} ${within} ${lengthText(length)} after ${start}.`;
}

function lengthText(length: Length | null): string {
  if (length === null) return "no time";
  return length.unit === "actDate" ? "the time that the act fixes" : unitsText(length.count, length.unit);
}

function countingSentences(length: Length): string[] {
  if (length.unit === "hours") return [];
  if (length.unit === "actDate")
    return [
      ...(length.floor === null ? [] : [`That date is not before the end of ${lengthText(length.floor)}.`]),
      ...(length.floor === null ? [] : countedFrom(length.floor)),
      rollSentence(length.roll),
    ];
  return [...countedFrom(length), ...("roll" in length ? [rollSentence(length.roll)] : [])];
}

function countedFrom(period: Period): string[] {
  if (period.unit === "hours") return [];
  if (period.unit !== "months")
    return [period.firstDay === "counted" ? "The first day counts." : "The first day does not count."];
  return [
    period.monthRule === "sameDay"
      ? "The last day has the number of the first day, or is the last day of a shorter month."
      : "The last day is the day before the number of the first day, or the last day of a shorter month.",
  ];
}

function rollSentence(roll: "none" | "nextWorkingDay" | "previousWorkingDay"): string {
  if (roll === "none") return "The last day does not move.";
  return `A last day that is no working day moves to the ${roll === "nextWorkingDay" ? "next" : "previous"} working day.`;
}

function standStillSentence({ from, to, citation }: StandStill): string {
  return `The days from ${yearlyDay(from)} to ${yearlyDay(to)} do not count (${citation}).`;
}

function yearlyDay(day: YearlyDay): string {
  if ("date" in day) return day.date;
  return day.easter === 0
    ? "Easter Sunday"
    : `${counted(Math.abs(day.easter), "day")} ${day.easter < 0 ? "before" : "after"} Easter Sunday`;
}

function extensionSentence({ by, times, count, ...needs }: Extension, length: Length | null): string {
  const often = times === null ? "any number of times" : times === 1 ? "once" : `${times} times`;
  const most = count === null || length === null ? "by any time" : `by at most ${unitsText(count, length.unit)}`;
  const conditions = [
    ...(needs.beforeExpiry ? ["before the time runs out"] : []),
    ...(needs.informed ? ["if the person is informed before"] : []),
    ...(needs.reasons ? ["with reasons in writing"] : []),
  ];
  return `${ORGANS[by]} may extend it ${[often, most, ...conditions].join(", ")} (${needs.citation}).`;
}
