import { CASE_EVENTS } from "./case-event.ts";
import type { Recording } from "./profile.ts";

const HEARING_TEXT = {
  heard: "that heard the party",
  waived: "that waives the hearing",
  exempt: "that exempts",
} as const;

/** Which entry records an event, as a sentence. */
export function describeRecording({ event, rule, kind, hearing, after, before }: Recording): string {
  const what = event === "exempted" ? `the exemption from ${rule ?? "a rule"}` : CASE_EVENTS[event];
  const conditions = [
    kind,
    ...(hearing === undefined ? [] : [HEARING_TEXT[hearing]]),
    ...(after === undefined ? [] : [`after a ${after}`]),
    ...(before === undefined ? [] : [`before a ${before}`]),
  ];
  return `${conditions.join(" ")}: ${what}.`;
}
