import { Type } from "@sinclair/typebox";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, shape, type Shape } from "./shape.ts";

const count = Type.Integer({ minimum: 0 });

export const WebhookSchema = shape("Webhook", "Where a participant is told of entries.", {
  id: Type.String(),
  url: Type.String({ format: "uri" }),
  kinds: Type.Array(KindSchema, { description: "Empty for all." }),
  createdAt: UnixSecondsSchema,
  disabledAt: nullable(UnixSecondsSchema),
  pending: count,
  dead: count,
});

export type Webhook = Shape<typeof WebhookSchema>;

export const WebhooksSchema = shape("Webhooks", "The caller's webhooks, oldest first.", {
  items: Type.Array(WebhookSchema),
});

export const WebhookDraftSchema = shape("WebhookDraft", "What a webhook is to be.", {
  url: Type.String({ format: "uri", maxLength: 2048 }),
  kinds: Type.Optional(Type.Array(KindSchema, { uniqueItems: true, description: "All when absent or empty." })),
});

export type WebhookDraft = Shape<typeof WebhookDraftSchema>;

export const NewWebhookSchema = shape("NewWebhook", "A webhook and the secret that signs its messages.", {
  webhook: WebhookSchema,
  secret: Type.String({ description: "Standard Webhooks (`whsec_…`); shown this once." }),
});

export const DeadLetterSchema = shape("DeadLetter", "A message that was given up.", {
  id: Type.String({ description: "The `webhook-id` header, the same at every attempt." }),
  /** Null where it tells of the events of a subscription. */
  entry: nullable(Bytes32Schema),
  attempts: count,
  lastError: Type.String(),
});

export type DeadLetter = Shape<typeof DeadLetterSchema>;

export const ReplaySchema = shape("Replay", "Which messages to send again.", {
  delivery: Type.Optional(
    Type.String({ minLength: 1, maxLength: 128, description: "One dead letter; all when absent." }),
  ),
});

export const ReplayedSchema = shape("Replayed", "How many messages are sent again.", { replayed: count });
