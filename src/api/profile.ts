import { Type } from "@sinclair/typebox";
import { MONTH_RULES } from "../domain/clocks/add-months.ts";
import { CASE_KINDS } from "../domain/clocks/case-kind.ts";
import { CASE_EVENTS, CLOCK_EVENTS } from "../domain/clocks/case-event.ts";
import { CLOCK_STATES } from "../domain/clocks/clock-state.ts";
import { LAPSE_EFFECTS } from "../domain/clocks/lapse-effect.ts";
import { ORGANS } from "../domain/clocks/organ.ts";
import { CLOCK_KINDS, FIRST_DAYS, PROFILE_FORMAT, ROLLS, WEEKDAYS } from "../domain/clocks/profile.ts";
import { keysOf } from "../domain/keys-of.ts";
import { HEARINGS } from "../domain/payload/portolan-members.ts";
import {
  AddressSchema,
  Bytes32Schema,
  BytesSchema,
  lineOfText,
  ParticipantIdSchema,
  UnixSecondsSchema,
} from "./scalar.ts";
import { inline, nullable, oneOf, shape, type Shape } from "./shape.ts";

/** The largest number of events of one case in a file. */
export const MAX_CASE_EVENTS = 1_000;
/** The largest number of units of a period. */
const MAX_COUNT = 3_660;
const MAX_RULES = 200;
const MAX_RECORDINGS = 200;
const MAX_VECTORS = 1_000;

const CodeSchema = Type.String({ pattern: "^[a-z][A-Za-z0-9-]{0,47}$", description: "Code of a part of the profile." });

const DateSchema = Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\d$", description: "A date, such as 2026-03-02." });

const TimeSchema = Type.String({
  maxLength: 40,
  pattern: "^\\d{4}-\\d\\d-\\d\\d",
  description: "A time with its offset (RFC 3339), or a date, which is the start of that day at the place.",
});

const TextSchema = lineOfText(300);
const QuestionsSchema = Type.Array(lineOfText(400), {
  maxItems: 50,
  description: "What a jurist must decide before the profile is signed.",
});

const EventSchema = oneOf(keysOf(CASE_EVENTS), { description: "Type of an event." });
const EventsSchema = Type.Array(EventSchema, { maxItems: 20, uniqueItems: true });
const OrganSchema = oneOf(keysOf(ORGANS), { description: "Whom a rule binds or serves." });

const CountSchema = Type.Integer({ minimum: 1, maximum: MAX_COUNT });
const RollSchema = oneOf(ROLLS, { description: "How a last day that is no working day moves." });
const FirstDaySchema = oneOf(FIRST_DAYS, { description: "Whether the day of the trigger counts." });

const HoursSchema = inline({ unit: Type.Literal("hours"), count: CountSchema });
const CalendarDaysSchema = inline({
  unit: Type.Literal("calendarDays"),
  count: CountSchema,
  firstDay: FirstDaySchema,
  roll: RollSchema,
});
const BusinessDaysSchema = inline({ unit: Type.Literal("businessDays"), count: CountSchema, firstDay: FirstDaySchema });
const MonthsSchema = inline({
  unit: Type.Literal("months"),
  count: CountSchema,
  monthRule: oneOf(MONTH_RULES, {
    description: "Whether the last day has the number of the first, or is the day before.",
  }),
  roll: RollSchema,
});

const LengthSchema = Type.Union([
  HoursSchema,
  CalendarDaysSchema,
  BusinessDaysSchema,
  MonthsSchema,
  inline({
    unit: Type.Literal("actDate"),
    floor: nullable(Type.Union([HoursSchema, CalendarDaysSchema, BusinessDaysSchema, MonthsSchema])),
    roll: RollSchema,
  }),
]);

const TriggerSchema = Type.Union([
  inline({ event: EventSchema, occurrence: oneOf(["first", "last"]) }),
  inline({ lapseOf: CodeSchema }),
]);

const YearlyDaySchema = Type.Union([
  inline({ date: Type.String({ pattern: "^\\d\\d-\\d\\d$" }) }),
  inline({ easter: Type.Integer({ minimum: -100, maximum: 100, description: "Days after Easter Sunday." }) }),
]);

const HolidayCalendarSchema = inline({
  code: CodeSchema,
  title: TextSchema,
  years: inline({
    from: Type.Integer({ minimum: 1900, maximum: 2200 }),
    to: Type.Integer({ minimum: 1900, maximum: 2200 }),
  }),
  weekend: Type.Array(oneOf(WEEKDAYS), { maxItems: 6, uniqueItems: true }),
  holidays: Type.Array(DateSchema, { maxItems: 10_000 }),
  undecided: Type.Array(DateSchema, {
    maxItems: 10_000,
    description: "Days of which the author does not know whether they are holidays.",
  }),
  source: TextSchema,
});

const RuleSchema = inline({
  code: CodeSchema,
  kind: oneOf(CLOCK_KINDS, { description: "By (deadline), not before (bar), or without a number (elapsed)." }),
  binds: OrganSchema,
  serves: OrganSchema,
  act: lineOfText(200, "A verb and its object, such as: decide on the protest."),
  acts: EventsSchema,
  mayPrecede: Type.Optional(Type.Boolean({ description: "Whether the act counts before the clock begins." })),
  trigger: TriggerSchema,
  fallback: Type.Optional(TriggerSchema),
  perParty: Type.Boolean(),
  length: nullable(LengthSchema),
  standStill: Type.Optional(Type.Array(CodeSchema, { maxItems: 20, uniqueItems: true })),
  liftedBy: Type.Optional(EventsSchema),
  suspension: Type.Optional(inline({ from: EventSchema, until: EventSchema, citation: TextSchema })),
  extensions: Type.Optional(
    Type.Array(
      inline({
        by: OrganSchema,
        times: nullable(Type.Integer({ minimum: 1, maximum: 100 })),
        count: nullable(CountSchema),
        beforeExpiry: Type.Boolean(),
        informed: Type.Boolean(),
        reasons: Type.Boolean(),
        citation: TextSchema,
      }),
      { maxItems: 10 },
    ),
  ),
  exemptions: Type.Optional(
    Type.Array(inline({ code: CodeSchema, text: TextSchema, citation: TextSchema }), { maxItems: 50 }),
  ),
  onLapse: oneOf(keysOf(LAPSE_EFFECTS)),
  source: inline({
    citation: TextSchema,
    read: TextSchema,
    readOn: DateSchema,
    quoteDigest: nullable(
      Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the quoted text in UTF-8, hexadecimal." }),
    ),
  }),
  questions: Type.Optional(QuestionsSchema),
});

const CaseKindSchema = oneOf(CASE_KINDS, { description: "Kind of an entry about the case." });

const RecordingSchema = inline({
  event: oneOf([...keysOf(CASE_EVENTS), "exempted"]),
  rule: Type.Optional(CodeSchema),
  kind: CaseKindSchema,
  hearing: Type.Optional(oneOf(HEARINGS, { description: "What a Hear must state." })),
  after: Type.Optional(CaseKindSchema),
  before: Type.Optional(CaseKindSchema),
});

export const WrittenEventSchema = inline({
  type: oneOf([...keysOf(CASE_EVENTS), ...CLOCK_EVENTS]),
  at: TimeSchema,
  party: Type.Optional(ParticipantIdSchema),
  until: Type.Optional(DateSchema),
  rule: Type.Optional(CodeSchema),
  by: Type.Optional(OrganSchema),
  count: Type.Optional(CountSchema),
  reasons: Type.Optional(Type.Boolean()),
  informedAt: Type.Optional(TimeSchema),
  code: Type.Optional(CodeSchema),
});

const VectorSchema = inline({
  name: TextSchema,
  place: Type.Optional(CodeSchema),
  events: Type.Array(WrittenEventSchema, { minItems: 1, maxItems: 100 }),
  now: TimeSchema,
  rule: CodeSchema,
  party: Type.Optional(ParticipantIdSchema),
  expect: inline({
    state: oneOf(keysOf(CLOCK_STATES)),
    due: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d:\\d\\dZ)?$" })),
  }),
  source: TextSchema,
});

export const ProfileSchema = shape("Profile", "The clocks of one statute.", {
  format: Type.Literal(PROFILE_FORMAT),
  id: Type.String({ pattern: "^[a-z][a-z0-9-]{1,47}$", description: "Names the statute, such as us-title19." }),
  version: Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 }),
  title: TextSchema,
  statute: TextSchema,
  jurisdiction: Type.String({ pattern: "^[A-Z]{2}$", description: "ISO 3166-1 alpha-2, or EU." }),
  draft: Type.Boolean({ description: "A draft cannot be signed." }),
  validFrom: nullable(DateSchema),
  validUntil: nullable(DateSchema),
  calendars: Type.Array(HolidayCalendarSchema, { maxItems: 60 }),
  standStills: Type.Array(
    inline({ code: CodeSchema, from: YearlyDaySchema, to: YearlyDaySchema, citation: TextSchema }),
    { maxItems: 20 },
  ),
  places: Type.Array(
    inline({
      code: CodeSchema,
      title: TextSchema,
      zone: Type.String({ maxLength: 64, pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$", description: "IANA time zone." }),
      calendar: nullable(CodeSchema),
      country: Type.Optional(
        Type.String({
          pattern: "^[A-Z]{2}$",
          description: "ISO 3166-1 alpha-2 of the agencies whose cases it is for.",
        }),
      ),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  rules: Type.Array(RuleSchema, { minItems: 1, maxItems: MAX_RULES }),
  recordedBy: Type.Array(RecordingSchema, {
    maxItems: MAX_RECORDINGS,
    description: "Which entries of a case record which event. The clocks of other events do not start by entries.",
  }),
  vectors: Type.Array(VectorSchema, { maxItems: MAX_VECTORS }),
  questions: QuestionsSchema,
});

export const SignedProfileSchema = shape("SignedProfile", "A profile with the signature of a participant.", {
  profile: ProfileSchema,
  signature: inline({
    chainId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    ledger: AddressSchema,
    statement: inline({ author: ParticipantIdSchema, digest: Bytes32Schema, signedAt: UnixSecondsSchema }),
    signature: BytesSchema,
  }),
});

export type SignedProfile = Shape<typeof SignedProfileSchema>;

export const CaseEventsSchema = shape("CaseEvents", "What happened in a case, as far as clocks depend on it.", {
  events: Type.Array(WrittenEventSchema, { maxItems: MAX_CASE_EVENTS }),
});
