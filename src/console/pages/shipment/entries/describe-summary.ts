import { parseInstant } from "../../../../domain/encoding/instant.ts";
import type { Summary } from "../../../../domain/payload/summary.ts";
import { sayWord } from "../../../texts/say-word.ts";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";

/** Most items of a list that the summary shows; it counts the rest. */
const LISTED = 4;

/** A payload's summary in one line. */
export function describeSummary(summary: Summary | null): string {
  if (summary === null) return "";
  const { bizStep, disposition, result, findings, reason, legalBasis, exceptions, seals, sensors, children } = summary;
  const { servedAt, respondBy } = summary;
  return [
    bizStep && sayWord(bizStep),
    // An inspection's disposition usually repeats its result.
    disposition && disposition !== result && sayWord(disposition),
    result && sayWord(result),
    findings,
    reason,
    legalBasis,
    servedAt && text("summary.servedAt", { at: moment(servedAt) }),
    respondBy && text("summary.respondBy", { at: moment(respondBy) }),
    ...(exceptions ?? []).map(({ type, description }) =>
      [text("summary.exception", { type: sayWord(type) }), description].filter(Boolean).join(": "),
    ),
    seals && text("summary.seals", { seals: listed(seals) }),
    ...(sensors ?? []).map(({ type, unit, minimum, maximum }) =>
      [type, minimum === maximum ? minimum : `${minimum} – ${maximum}`, unit].filter(Boolean).join(" "),
    ),
    children && text("summary.children", { count: children.length }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A time of a payload; as written when it is not a time. */
function moment(time: string): string {
  const seconds = parseInstant(time);
  return seconds === undefined ? time : dateTime(seconds);
}

function listed(values: readonly string[]): string {
  const rest = values.length - LISTED;
  return values.slice(0, LISTED).join(", ") + (rest > 0 ? ` +${rest}` : "");
}
