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

const RequirementSchema = shape("Requirement", "Alternative members. The payload must have at least one.", {
  anyOf: Type.Array(Type.String()),
  reason: Type.String({ description: "Why the entry needs one of the members." }),
});

export const ActionViewSchema = shape(
  "Action",
  "Whether the ledger would accept an entry of the kind now, and the members that the entry needs.",
  {
    kind: KindSchema,
    choices: Type.Array(
      shape("ActionChoice", "A reference and the counterparties that the ledger would accept.", {
        refersTo: nullable(Bytes32Schema),
        counterparties: Type.Array(ParticipantIdSchema, {
          description: "Possible counterparties; empty for a kind without a counterparty.",
        }),
        alone: Type.Boolean({ description: "Whether the entry may name no counterparty." }),
      }),
      { description: "Empty if the ledger would not accept the entry." },
    ),
    requires: Type.Array(RequirementSchema),
    refusal: nullable(FailureSchema),
  },
);

export type ActionView = Shape<typeof ActionViewSchema>;

export const ShipmentActionsSchema = shape("Actions", "Entries that the caller can record on a shipment now.", {
  shipment: Bytes32Schema,
  head: Bytes32Schema,
  unsettled: Type.Boolean({
    description: "Whether accepted entries of the shipment are not yet recorded. They may change this answer.",
  }),
  signer: SignerSchema,
  actions: Type.Array(ActionViewSchema, { description: "One action for each kind." }),
  cases: Type.Array(CaseViewSchema),
  units: Type.Array(
    shape("Movable", "A shipment in the caller's custody that the caller can move.", {
      id: Bytes32Schema,
      identifier: nullable(Type.String()),
    }),
    {
      description:
        "The newest units that the shipment can be loaded into. Other units in the caller's custody may also do.",
    },
  ),
  entries: Type.Array(EntryViewSchema, { description: "The caller's newest entries that it may correct." }),
});

export type ShipmentActions = Shape<typeof ShipmentActionsSchema>;

const QueueCountSchema = shape("QueueCount", "Number of items in a queue.", {
  queue: QueueNameSchema,
  count: Type.Integer({ minimum: 0 }),
  more: Type.Boolean({ description: "Whether the queue has more items than `count`." }),
});

export type QueueCount = Shape<typeof QueueCountSchema>;

export const QueuesSchema = shape("Queues", "The caller's work queues and their lengths.", {
  items: Type.Array(QueueCountSchema),
});

const WorkCaseSchema = shape("WorkCase", "An open case with the times that start its deadlines.", {
  ...CASE_PROPERTIES,
  heldAt: Type.Integer({
    description: "`occurredAt` of the Hold, in Unix seconds; `openedAt` is the time of its recording.",
  }),
  reason: nullable(Type.String()),
  servedAt: nullable(UnixSecondsSchema),
  respondBy: nullable(UnixSecondsSchema),
});

export type WorkCase = Shape<typeof WorkCaseSchema>;

export const WorkItemSchema = shape("WorkItem", "One item of a queue.", {
  shipment: ShipmentViewSchema,
  since: UnixSecondsSchema,
  case: nullable(WorkCaseSchema),
  actions: Type.Array(KindSchema, {
    description: "Kinds of entries that the ledger would accept from the caller now.",
  }),
});

export type WorkItem = Shape<typeof WorkItemSchema>;

export const KindViewSchema = shape("KindRule", "Rules of a kind: who may record it, and the fields that it needs.", {
  kind: KindSchema,
  roles: nullable(
    Type.Array(RoleSchema, { description: "The author needs one of these roles; null: any role suffices." }),
  ),
  counterparty: oneOf(["required", "optional", "none"]),
  refersTo: oneOf(["required", "optional", "none"]),
  names: nullable(
    oneOf(["unit", "case", "entry", "profile"], { description: "The object that `refersTo` identifies." }),
  ),
  requires: Type.Array(RequirementSchema),
  payload: Type.Unsafe<FieldSchema>({
    type: "object",
    description: "JSON Schema (2020-12) of the payload members that Portolan reads.",
    additionalProperties: true,
  }),
});

export type KindView = Shape<typeof KindViewSchema>;

export const KindsSchema = shape("Kinds", "All kinds of entries.", { items: Type.Array(KindViewSchema) });

export const QUEUE_PARAMS = inline({ queue: QueueNameSchema });
