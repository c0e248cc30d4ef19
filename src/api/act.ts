import { Type } from "@sinclair/typebox";
import { ACT_KIND_NAMES } from "../domain/cooperation/act-kind.ts";
import { pageOf } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, ParticipantIdSchema, UnixMillisecondsSchema, UnixSecondsSchema } from "./scalar.ts";
import { anyObject, nullable, oneOf, record, shape, type Shape } from "./shape.ts";
import { FailureSchema, SubmissionStateSchema } from "./submission.ts";

export const ActKindSchema = oneOf(ACT_KIND_NAMES, { title: "ActKind", description: "Kind of an act." });

const CodeSchema = Type.String({ minLength: 1, maxLength: 40, pattern: "^[A-Za-z]+$" });
const PeriodSchema = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1, description: "Seconds." });

export const ActDraftSchema = shape(
  "ActDraft",
  "An act to record. docs/cooperation.md lists the members of each kind. Without `matter`, an act that opens a matter opens one under a random number.",
  {
    kind: ActKindSchema,
    matter: Type.Optional(Bytes32Schema),
    counterparty: Type.Optional(ParticipantIdSchema),
    refersTo: Type.Optional(Bytes32Schema),
    occurredAt: Type.Optional(UnixSecondsSchema),
    until: Type.Optional(UnixSecondsSchema),
    period: Type.Optional(PeriodSchema),
    code: Type.Optional(CodeSchema),
    codes: Type.Optional(Type.Array(CodeSchema, { maxItems: 16, uniqueItems: true })),
    record: Type.Optional(
      anyObject("What the act says, in the form of its kind. Only its salted digest goes on chain."),
    ),
  },
);

export type ActDraft = Shape<typeof ActDraftSchema>;

export const ActSubmissionSchema = shape("ActSubmission", "State of an accepted act.", {
  id: Type.Integer({ minimum: 1, description: "Number in the order of acceptance, which entries share." }),
  author: ParticipantIdSchema,
  matter: Bytes32Schema,
  kind: ActKindSchema,
  state: SubmissionStateSchema,
  act: nullable(Bytes32Schema),
  refusal: nullable(FailureSchema),
  acceptedAtMs: UnixMillisecondsSchema,
  settledAtMs: nullable(UnixMillisecondsSchema),
});

export type ActSubmission = Shape<typeof ActSubmissionSchema>;

export const ActViewSchema = shape("Act", "A recorded act.", {
  hash: Bytes32Schema,
  matter: Bytes32Schema,
  sequence: Type.Integer({ minimum: 1 }),
  kind: ActKindSchema,
  author: nullable(ParticipantReferenceSchema),
  counterparty: nullable(ParticipantReferenceSchema),
  refersTo: nullable(Bytes32Schema),
  occurredAt: UnixSecondsSchema,
  recordedAt: UnixSecondsSchema,
  until: nullable(UnixSecondsSchema),
  period: nullable(PeriodSchema),
  code: nullable(Type.String()),
  codes: Type.Array(Type.String()),
  commitment: Bytes32Schema,
  record: nullable(
    anyObject("Null when the gateway does not hold it, when the act has none, or before what it gives is released."),
  ),
  block: Type.Integer({ minimum: 0 }),
  transactionHash: Bytes32Schema,
});

export type ActView = Shape<typeof ActViewSchema>;

export const ActPageSchema = pageOf(ActViewSchema);

export const PossibleActSchema = shape(
  "PossibleAct",
  "Whether the ledger of cooperation would record an act of this kind by the caller now.",
  {
    kind: ActKindSchema,
    allowed: Type.Boolean(),
    refusal: nullable(FailureSchema),
  },
);

export type PossibleAct = Shape<typeof PossibleActSchema>;

export const ActPreviewSchema = shape(
  "ActPreview",
  "What the gateway would sign, and whether the rules allow it now.",
  {
    act: record(Type.Union([Type.String(), Type.Number()]), {
      description: "The fields of the act as on chain. Each call draws new salts, and so another commitment.",
    }),
    allowed: Type.Boolean(),
    refusal: nullable(FailureSchema),
  },
);

export type ActPreview = Shape<typeof ActPreviewSchema>;
