import { Type } from "@sinclair/typebox";
import { CLOCK_STATES } from "../domain/clocks/clock-state.ts";
import { CLOCK_KINDS } from "../domain/clocks/profile.ts";
import { keysOf } from "../domain/keys-of.ts";
import { PAGE_MEMBERS, type Page } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

const ClockStateSchema = oneOf(keysOf(CLOCK_STATES), { title: "ClockState", description: "State of a clock." });

export const CLOCK_SUBJECTS = ["case", "request", "agreement", "handover", "seal"] as const;

export const ClockProfileSchema = shape("ClockProfile", "The profile from which the clocks of a case are computed.", {
  id: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  title: Type.String(),
  digest: Bytes32Schema,
  unsigned: Type.Boolean({ description: "Whether no participant signed it." }),
  draft: Type.Boolean({ description: "Whether its author calls it a draft." }),
  place: Type.String({ description: "The place whose days are counted." }),
  notice: nullable(Type.String({ description: "That reading a statute is not legal advice; null for a signed one." })),
});

export type ClockProfile = Shape<typeof ClockProfileSchema>;

export const KnownProfilesSchema = shape("KnownProfiles", "The profiles that this gateway knows, by their ids.", {
  items: Type.Array(
    shape("KnownProfile", "A profile that a Hold can name by its id.", {
      id: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      title: Type.String(),
      jurisdiction: Type.String({ description: "ISO 3166-1 alpha-2, or EU." }),
      digest: Bytes32Schema,
      unsigned: Type.Boolean(),
      draft: Type.Boolean(),
    }),
  ),
});

export type KnownProfiles = Shape<typeof KnownProfilesSchema>;

export const ClockSchema = shape(
  "Clock",
  "What must or may not be done by when. It is computed for the answer and never stored.",
  {
    id: Type.String({ description: "Names the clock in lists: what it is about, its rule and its party." }),
    about: oneOf(CLOCK_SUBJECTS, { description: "What it is about." }),
    shipment: nullable(Bytes32Schema),
    identifier: nullable(Type.String({ description: "Identifier of the shipment, if the caller may read it." })),
    hold: nullable(Bytes32Schema),
    matter: nullable(Bytes32Schema),
    item: nullable(Bytes32Schema),
    rule: Type.String({ description: "Code of its rule." }),
    kind: oneOf(CLOCK_KINDS, { description: "By (deadline), not before (bar), or without a number (elapsed)." }),
    what: Type.String({ description: "The act as a verb and its object." }),
    binds: Type.String({ description: "Who must act, or may not act yet." }),
    serves: Type.String({ description: "Whom that serves." }),
    waitsFor: nullable(ParticipantReferenceSchema),
    protects: nullable(ParticipantReferenceSchema),
    since: nullable(UnixSecondsSchema),
    due: nullable(
      Type.Integer({ minimum: 0, description: "The first instant after the time, in Unix seconds; null without one." }),
    ),
    lastDay: nullable(Type.String({ description: "The last day at the place of the case; null without one." })),
    state: ClockStateSchema,
    stateText: Type.String(),
    onLapse: Type.String({ description: "The effect of its lapse, as a sentence." }),
    citation: Type.String(),
    acts: Type.Array(Type.String(), {
      description:
        "The kinds of entries or acts that do it, or of a bar that it forbids; empty if no entry records it.",
    }),
    why: Type.Array(Type.String(), { description: "Why it stands as it does, as sentences." }),
    profile: nullable(ClockProfileSchema),
  },
);

export type ClockView = Shape<typeof ClockSchema>;

export const ClockPageSchema = shape("ClockPage", "One page of the open clocks, by their ends.", {
  items: Type.Array(ClockSchema),
  ...PAGE_MEMBERS,
  more: Type.Boolean({
    description:
      "Whether the caller has more cases, matters or handovers than one answer computes. The first opened are in it.",
  }),
});

export interface ClockPage extends Page<ClockView> {
  readonly more: boolean;
}

export const CLOCK_QUERY = {
  state: Type.Optional(ClockStateSchema),
  dueWithin: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 2 ** 31,
      description: "Only clocks that end within so many seconds, or have ended.",
    }),
  ),
  waitsFor: Type.Optional(ParticipantIdSchema),
};

export const CaseClocksSchema = shape("CaseClocks", "The clocks of one case, in the order of its profile.", {
  hold: Bytes32Schema,
  shipment: Bytes32Schema,
  profile: nullable(ClockProfileSchema),
  absent: nullable(Type.String({ description: "Why there are no clocks; null if there are." })),
  clocks: Type.Array(ClockSchema),
});

export type CaseClocks = Shape<typeof CaseClocksSchema>;

export const ShipmentClocksSchema = shape("ShipmentClocks", "The clocks of all cases of a shipment, oldest first.", {
  items: Type.Array(CaseClocksSchema),
});
