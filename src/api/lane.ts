import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, shape, type Shape } from "./shape.ts";

const payloads = (description: string) => Type.Integer({ minimum: 0, description });

export const LaneSchema = shape("Lane", "What passes between the caller and a member with another gateway.", {
  member: ParticipantReferenceSchema,
  endpoint: nullable(Type.String({ description: "URL of its gateway; null while the directory has none." })),
  contactedAt: nullable(UnixSecondsSchema),
  problem: nullable(Type.String({ description: "Why the last attempt failed; null after a contact." })),
  nextAttemptAt: nullable(UnixSecondsSchema),
  owed: inline({
    payloads: payloads("Payloads of the caller that the member has not receipted yet."),
    refused: payloads("Those among them that the member did not take at the last attempt."),
    oldestBlock: nullable(Type.Integer({ minimum: 0, description: "Block of the oldest of their entries." })),
  }),
  sent: payloads("Parcels that the caller has sent to the member, repeats included."),
  received: payloads("Parcels that the member has sent to the caller, as far as they arrived."),
});

export type Lane = Shape<typeof LaneSchema>;
