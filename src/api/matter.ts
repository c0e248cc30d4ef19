import { Type } from "@sinclair/typebox";
import { MATTER_STATES } from "../domain/cooperation/matter-state.ts";
import { MATTER_TYPES, type MatterType } from "../domain/cooperation/matter-type.ts";
import { TASKS } from "../domain/cooperation/closed-lists.ts";
import { DIRECTION_SETS } from "../domain/cooperation/code-lists.ts";
import { ActViewSchema, PossibleActSchema } from "./act.ts";
import { pageOf } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

export const MatterTypeSchema = oneOf(MATTER_TYPES, { title: "MatterType", description: "What a matter is." });

const StateSchema = oneOf(MATTER_STATES, {
  title: "MatterState",
  description: "State of a matter, a handover, a seal or an exhibit at the time of the answer.",
});

const PartySchema = shape("MatterParty", "A party of an agreement, or a member of a joint case.", {
  participant: nullable(ParticipantReferenceSchema),
  directions: nullable(oneOf(DIRECTION_SETS, { description: "What a party of an agreement may do." })),
  task: nullable(oneOf(TASKS, { description: "What a member of a joint case does." })),
  signed: Type.Boolean(),
  suspended: Type.Boolean(),
  prolongs: Type.Boolean({ description: "Whether the member agrees to the pending prolongation of a joint case." }),
});

const MATTER = {
  matter: Bytes32Schema,
  type: MatterTypeSchema,
  title: nullable(
    Type.String({
      description: "Title of the terms, or subject of the request; null where this gateway lacks the record.",
    }),
  ),
  state: StateSchema,
  opener: nullable(ParticipantReferenceSchema),
  answerer: nullable(ParticipantReferenceSchema),
  basis: nullable(Bytes32Schema),
  measures: Type.Array(Type.String()),
  endsAt: nullable(
    Type.Integer({
      minimum: 0,
      description:
        "Unix seconds: the end of an agreement or a joint case, or of the time of the side that a request waits for; null without one.",
    }),
  ),
  prolongation: nullable(
    Type.Integer({
      minimum: 1,
      description: "Seconds that the pending prolongation of a joint case adds; null without one.",
    }),
  ),
  waitsFor: nullable(ParticipantReferenceSchema),
  overdue: Type.Boolean({ description: "Whether the time of the side that a request waits for is up." }),
  ending: nullable(
    Type.String({ description: "Why an agreement or a joint case ended, or the outcome of a closed request." }),
  ),
  parties: Type.Array(PartySchema, {
    description:
      "The parties of an agreement, or the invited and the members of a joint case; empty for another matter.",
  }),
  acts: Type.Integer({ minimum: 1, description: "Number of recorded acts." }),
  openedAt: UnixSecondsSchema,
  updatedAt: UnixSecondsSchema,
};

export const MatterSchema = shape("Matter", "An agreement, a request, a journal or a joint case.", MATTER);
export type MatterView = Shape<typeof MatterSchema>;
export const MatterPageSchema = pageOf(MatterSchema);

/** The filter of a list of matters. */
export const MATTER_QUERY = {
  type: Type.Optional(MatterTypeSchema),
  overdue: Type.Optional(
    Type.Boolean({ description: "Only requests whose time is up, or only other matters; all when absent." }),
  ),
};

export interface MatterQuery {
  readonly type?: MatterType | undefined;
  readonly overdue?: boolean | undefined;
}

export const MatterDetailSchema = shape("MatterDetail", "A matter with the caller's possible acts.", {
  ...MATTER,
  possible: Type.Array(PossibleActSchema),
});
export type MatterDetail = Shape<typeof MatterDetailSchema>;

const HANDOVER = {
  item: Bytes32Schema,
  matter: Bytes32Schema,
  type: oneOf(["handover", "seal", "exhibit"]),
  state: StateSchema,
  author: nullable(ParticipantReferenceSchema),
  recipient: nullable(ParticipantReferenceSchema),
  originator: nullable(ParticipantReferenceSchema),
  consentTo: nullable(ParticipantReferenceSchema),
  code: nullable(Type.String({ description: "The basis of a handover or an exhibit, or the ground of a seal." })),
  caveats: Type.Array(Type.String()),
  until: nullable(UnixSecondsSchema),
  content: Bytes32Schema,
};

export const HandoverSchema = shape("Handover", "A handover, a seal or an exhibit.", HANDOVER);
export type HandoverView = Shape<typeof HandoverSchema>;
export const HandoverPageSchema = pageOf(HandoverSchema);

export const HandoverDetailSchema = shape(
  "HandoverDetail",
  "A handover, a seal or an exhibit with its acts, oldest first, and the caller's possible acts.",
  { ...HANDOVER, acts: Type.Array(ActViewSchema), possible: Type.Array(PossibleActSchema) },
);
export type HandoverDetail = Shape<typeof HandoverDetailSchema>;
