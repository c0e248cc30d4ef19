import { Type } from "@sinclair/typebox";
import type { JsonObject } from "../domain/encoding/json.ts";
import { QUEUE_NAMES, QUEUES, type QueueName } from "../gateway/work/queue.ts";
import { CASE_PROPERTIES, CaseSchema } from "./case.ts";
import { EntryViewSchema } from "./entry.ts";
import {
  Bytes32Schema,
  KindSchema,
  ParticipantIdSchema,
  RoleSchema,
  SignerSchema,
  UnixSecondsSchema,
} from "./scalar.ts";
import { inline, nullable, shape } from "./shape.ts";
import { ShipmentSchema } from "./shipment.ts";
import { RefusalSchema } from "./submission.ts";

const RequirementSchema = shape("Requirement", "Members of which a payload must have one.", {
  anyOf: Type.Array(Type.String()),
  reason: Type.String({ description: "Why it is needed." }),
});

const ActionSchema = shape("Action", "Whether the ledger would accept an entry of a kind now, and what it needs.", {
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
  refusal: nullable(RefusalSchema),
});

export const ActionsSchema = shape("Actions", "What the caller could record on a shipment now.", {
  shipment: Bytes32Schema,
  head: Bytes32Schema,
  unsettled: Type.Boolean({
    description: "Whether entries about it are on their way, so that all this may soon be otherwise.",
  }),
  signer: SignerSchema,
  actions: Type.Array(ActionSchema, { description: "One for each kind." }),
  cases: Type.Array(CaseSchema),
  units: Type.Array(
    shape("Movable", "A shipment that the caller holds and can move.", {
      id: Bytes32Schema,
      identifier: nullable(Type.String()),
    }),
    { description: "Units to load into, the newest; any other that the caller holds may do." },
  ),
  entries: Type.Array(EntryViewSchema, { description: "The caller's own entries that it may correct, the newest." }),
});

export const QueueNameSchema = Type.Unsafe<QueueName>({
  title: "QueueName",
  type: "string",
  enum: QUEUE_NAMES,
  description: QUEUE_NAMES.map((name) => `\`${name}\`: ${QUEUES[name].meaning}`).join("; "),
});

export const QueuesSchema = shape("Queues", "What waits for the caller.", {
  items: Type.Array(
    shape("QueueCount", "How much waits in a queue.", {
      queue: QueueNameSchema,
      count: Type.Integer({ minimum: 0 }),
      more: Type.Boolean({ description: "Whether there is more than was counted." }),
    }),
  ),
});

export const WorkItemSchema = shape("WorkItem", "One thing that waits.", {
  shipment: ShipmentSchema,
  since: UnixSecondsSchema,
  case: nullable(
    shape("WorkCase", "An open case with what its clocks go by.", {
      ...CASE_PROPERTIES,
      heldAt: Type.Integer({
        description: "When the Hold occurred, in Unix seconds; `openedAt` is when it was recorded.",
      }),
      reason: nullable(Type.String()),
      servedAt: nullable(UnixSecondsSchema),
      respondBy: nullable(UnixSecondsSchema),
    }),
  ),
  actions: Type.Array(KindSchema, { description: "What the ledger would accept of the caller about it now." }),
});

export const KindsSchema = shape("Kinds", "Every kind of entry.", {
  items: Type.Array(
    shape("KindRule", "What entries of a kind look like, and who may make them.", {
      kind: KindSchema,
      roles: nullable(Type.Array(RoleSchema, { description: "One of these is needed; null where any will do." })),
      counterparty: Type.Unsafe<"required" | "none">({ type: "string", enum: ["required", "none"] }),
      refersTo: Type.Unsafe<"required" | "optional" | "none">({
        type: "string",
        enum: ["required", "optional", "none"],
      }),
      names: nullable(
        Type.Unsafe<"unit" | "case" | "entry">({
          type: "string",
          enum: ["unit", "case", "entry"],
          description: "What `refersTo` names.",
        }),
      ),
      requires: Type.Array(RequirementSchema),
      payload: Type.Unsafe<JsonObject>({
        type: "object",
        description: "JSON Schema (2020-12) of what is read of the payload.",
      }),
    }),
  ),
});

export const QUEUE_PARAMS = inline({ queue: QueueNameSchema });
