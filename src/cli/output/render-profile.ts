import { formatDay } from "../../domain/clocks/calendar-day.ts";
import { CLOCK_STATES } from "../../domain/clocks/clock-state.ts";
import type { Clock } from "../../domain/clocks/clock.ts";
import { describeClock } from "../../domain/clocks/describe-clock.ts";
import { describeRecording } from "../../domain/clocks/describe-recording.ts";
import { describeRule, describeUnrecorded } from "../../domain/clocks/describe-rule.ts";
import type { Place, Rule } from "../../domain/clocks/profile.ts";
import { NO_ADVICE } from "../../domain/clocks/no-advice.ts";
import { dueText } from "../../domain/clocks/run-vectors.ts";
import type { TimeZone } from "../../domain/clocks/time-zone.ts";
import { counted } from "../../domain/encoding/counted.ts";
import type { CheckedProfile } from "../../gateway/clocks/read-profile.ts";
import type { Terminal } from "../terminal.ts";
import { renderFields } from "./fields.ts";
import { printable, renderTable } from "./table.ts";
import { formatTime } from "./time.ts";

/** Whether a profile is signed, and by whom, in the words of each output. */
export function signedState({ profile, signer }: CheckedProfile): string {
  if (signer === null) return profile.draft ? "unsigned draft" : "unsigned";
  return `signed for participant ${signer.author} by ${signer.address} on ${formatTime(signer.signedAt)} UTC`;
}

/** Renders checked profiles as a table. */
export function renderChecks(checked: readonly CheckedProfile[], terminal: Terminal): string {
  return renderTable(
    ["Profile", "Version", "Rules", "Vectors", "Calendars", "Signature", "Digest"].map((title) => ({
      title,
      flexible: title === "Digest" || title === "Signature" || title === "Calendars",
    })),
    checked.map((each) => [
      each.profile.id,
      String(each.profile.version),
      String(each.profile.rules.length),
      `${each.vectors.length} passed`,
      each.profile.calendars.map(({ code, years }) => `${code} ${years.from}–${years.to}`).join(", ") || "none needed",
      signedState(each),
      each.digest,
    ]),
    terminal,
  );
}

/** Renders the head of a profile: what it is, and whether it is signed. */
export function renderProfileHead(checked: CheckedProfile, place: Place, terminal: Terminal): string {
  const { profile, digest, signer } = checked;
  const fields = renderFields(
    {
      Profile: `${profile.id}, version ${profile.version}`,
      Title: profile.title,
      Statute: profile.statute,
      Place: `${place.title} (${place.zone})`,
      Signature: signedState(checked),
      Digest: digest,
      Vectors: `${checked.vectors.length} passed`,
    },
    terminal,
  );
  return signer === null ? `${fields}\n\n${NO_ADVICE}` : fields;
}

/** Renders the rules as sentences, each with its source and its open questions. */
export function renderRules({ profile }: CheckedProfile): string {
  const rules = profile.rules.map((rule) =>
    [
      `${rule.code} (${rule.kind})`,
      ...describeRule(rule, profile),
      ...describeUnrecorded(rule, profile),
      sourceOf(rule),
      ...questionsOf(rule),
    ]
      .map((line, index) => printable(index === 0 ? line : `  ${line}`))
      .join("\n"),
  );
  const questions = profile.questions.map((question) => printable(`  ${question}`));
  const recordings = profile.recordedBy.map((recording) => printable(`  ${describeRecording(recording)}`));
  return [
    ...rules,
    ...(recordings.length === 0 ? [] : [["Entries of a case that record events", ...recordings].join("\n")]),
    ...(questions.length === 0 ? [] : [["Questions to the whole profile", ...questions].join("\n")]),
  ].join("\n\n");
}

/** Renders the clocks of a case, each with the reasons of its end. */
export function renderClocks(clocks: readonly Clock[], zone: TimeZone, terminal: Terminal): string {
  return renderTable(
    ["Rule", "Party", "State", "Last day", "Why"].map((title) => ({ title, flexible: title === "Why" })),
    clocks.map((clock) => [
      clock.rule.code,
      clock.party === null ? "all" : String(clock.party),
      CLOCK_STATES[clock.state],
      dueText(clock) ?? (clock.state === "unknown" ? "unknown" : "–"),
      describeClock(clock, zone).join(" "),
    ]),
    terminal,
  );
}

/** A clock as a JSON document. */
export function clockView(clock: Clock, zone: TimeZone) {
  const { rule, party, state, start, end, unknown, stopped, extended, actAt } = clock;
  return {
    rule: rule.code,
    kind: rule.kind,
    binds: rule.binds,
    serves: rule.serves,
    party,
    state,
    startedAt: start?.at ?? null,
    startDay: start === null ? null : formatDay(start.day),
    due: dueText(clock),
    endsAt: end?.at ?? null,
    unknown,
    stopped,
    extended,
    actAt,
    onLapse: rule.onLapse,
    citation: rule.source.citation,
    why: describeClock(clock, zone),
  };
}

function sourceOf({ source: { citation, read, readOn, quoteDigest } }: Rule): string {
  const quoted = quoteDigest === null ? "no text quoted" : `quoted text sha256:${quoteDigest}`;
  return `Source: ${citation}; read on ${readOn}: ${read}; ${quoted}.`;
}

function questionsOf({ questions = [] }: Rule): string[] {
  return questions.length === 0
    ? []
    : [`${counted(questions.length, "question")} for a jurist: ${questions.join(" ")}`];
}
