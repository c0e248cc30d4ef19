import { Type } from "@sinclair/typebox";
import type { FieldSchema } from "../domain/payload/field-schema.ts";
import { CASE_PROPERTIES, CaseViewSchema } from "./case.ts";
import { EntryViewSchema } from "./entry.ts";
import { QueueNameSchema } from "./queue.ts";
import {
  Bytes32Schema,
  KindSchema,
  ParticipantIdSchema,
  RoleSchema,
  SignerSchema,
  UnixSecondsSchema,
} from "./scalar.ts";
import { inline, nullable, oneOf, shape, type Shape } from "./shape.ts";
import { ShipmentViewSchema } from "./shipment.ts";
import { FailureSchema } from "./submission.ts";

const RequirementSchema = shape("Requirement", "Members of which a payload must have one.", {
  anyOf: Type.Array(Type.String()),
  reason: Type.String({ description: "Why it is needed." }),
});

export const ActionViewSchema = shape(
  "Action",
  "Whether the ledger would accept an entry of a kind now, and what it needs.",
  {
    kind: KindSchema,
    choices: Type.Array(
      shape("ActionChoice", "One way in which it would be accepted.", {
        refersTo: nullable(Bytes32Schema),
        counterparties: Type.Array(ParticipantIdSchema, {
          description: "To whom it may be addressed; empty for a kind that is addressed to nobody.",
        }),
      }),
      { description: "Empty when it would not be accepted." },
    ),
    requires: Type.Array(RequirementSchema),
    refusal: nullable(FailureSchema),
  },
);

export type ActionView = Shape<typeof ActionViewSchema>;

export const ShipmentActionsSchema = shape("Actions", "What the caller could record on a shipment now.", {
  shipment: Bytes32Schema,
  head: Bytes32Schema,
  unsettled: Type.Boolean({
    description: "Whether entries about it are on their way, so that all this may soon be otherwise.",
  }),
  signer: SignerSchema,
  actions: Type.Array(ActionViewSchema, { description: "One for each kind." }),
  cases: Type.Array(CaseViewSchema),
  units: Type.Array(
    shape("Movable", "A shipment that the caller holds and can move.", {
      id: Bytes32Schema,
      identifier: nullable(Type.String()),
    }),
    { description: "Units to load into, the newest; any other that the caller holds may do." },
  ),
  entries: Type.Array(EntryViewSchema, { description: "The caller's own entries that it may correct, the newest." }),
});

export type ShipmentActions = Shape<typeof ShipmentActionsSchema>;

const QueueCountSchema = shape("QueueCount", "How much waits in a queue.", {
  queue: QueueNameSchema,
  count: Type.Integer({ minimum: 0 }),
  more: Type.Boolean({ description: "Whether there is more than was counted." }),
});

export type QueueCount = Shape<typeof QueueCountSchema>;

export const QueuesSchema = shape("Queues", "What waits for the caller.", {
  items: Type.Array(QueueCountSchema),
});

const WorkCaseSchema = shape("WorkCase", "An open case with what its clocks go by.", {
  ...CASE_PROPERTIES,
  heldAt: Type.Integer({
    description: "When the Hold occurred, in Unix seconds; `openedAt` is when it was recorded.",
  }),
  reason: nullable(Type.String()),
  servedAt: nullable(UnixSecondsSchema),
  respondBy: nullable(UnixSecondsSchema),
});

export type WorkCase = Shape<typeof WorkCaseSchema>;

export const WorkItemSchema = shape("WorkItem", "One thing that waits.", {
  shipment: ShipmentViewSchema,
  since: UnixSecondsSchema,
  case: nullable(WorkCaseSchema),
  actions: Type.Array(KindSchema, { description: "What the ledger would accept of the caller about it now." }),
});

export type WorkItem = Shape<typeof WorkItemSchema>;

export const KindViewSchema = shape("KindRule", "What entries of a kind look like, and who may make them.", {
  kind: KindSchema,
  roles: nullable(Type.Array(RoleSchema, { description: "One of these is needed; null where any will do." })),
  counterparty: oneOf(["required", "none"]),
  refersTo: oneOf(["required", "optional", "none"]),
  names: nullable(oneOf(["unit", "case", "entry"], { description: "What `refersTo` names." })),
  requires: Type.Array(RequirementSchema),
  payload: Type.Unsafe<FieldSchema>({
    type: "object",
    description: "JSON Schema (2020-12) of what is read of the payload.",
  }),
});

export type KindView = Shape<typeof KindViewSchema>;

export const KindsSchema = shape("Kinds", "Every kind of entry.", { items: Type.Array(KindViewSchema) });

export const QUEUE_PARAMS = inline({ queue: QueueNameSchema });
