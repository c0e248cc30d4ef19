import { Type } from "@sinclair/typebox";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, shape, type Shape } from "./shape.ts";

const count = Type.Integer({ minimum: 0 });

export const WebhookSchema = shape("Webhook", "A URL to which the gateway posts a participant's entries.", {
  id: Type.String(),
  url: Type.String({
    description:
      "Scheme and host of the address. The rest may hold a secret: `urlDigest`, the SHA-256 of the address, identifies it.",
  }),
  urlDigest: Bytes32Schema,
  kinds: Type.Array(KindSchema, { description: "The kinds of entries to post; empty for all kinds." }),
  createdAt: UnixSecondsSchema,
  disabledAt: nullable(UnixSecondsSchema),
  pending: count,
  dead: count,
});

export type Webhook = Shape<typeof WebhookSchema>;

export const WebhooksSchema = shape("Webhooks", "The caller's webhooks, oldest first.", {
  items: Type.Array(WebhookSchema),
});

export const WebhookDraftSchema = shape("WebhookDraft", "URL and kinds of a new webhook.", {
  url: Type.String({ format: "uri", maxLength: 2048 }),
  kinds: Type.Optional(
    Type.Array(KindSchema, {
      uniqueItems: true,
      description: "The kinds of entries to post; all kinds when absent or empty.",
    }),
  ),
});

export type WebhookDraft = Shape<typeof WebhookDraftSchema>;

export const NewWebhookSchema = shape("NewWebhook", "A webhook and the secret that signs its messages.", {
  webhook: WebhookSchema,
  secret: Type.String({ description: "Secret of Standard Webhooks (`whsec_…`); shown only once." }),
});

export const DeadLetterSchema = shape(
  "DeadLetter",
  "A message that the gateway stopped sending after its last attempt.",
  {
    id: Type.String({ description: "Value of the `webhook-id` header, the same at every attempt." }),
    /** Null for a message of an EPCIS subscription. */
    entry: nullable(Bytes32Schema),
    attempts: count,
    lastError: Type.String(),
  },
);

export type DeadLetter = Shape<typeof DeadLetterSchema>;

export const ReplaySchema = shape("Replay", "The dead letters to send again.", {
  delivery: Type.Optional(
    Type.String({ minLength: 1, maxLength: 128, description: "Id of one dead letter; all dead letters when absent." }),
  ),
});

export const ReplayedSchema = shape("Replayed", "Number of messages that the gateway sends again.", {
  replayed: count,
});
