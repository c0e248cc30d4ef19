import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, shape, type Shape } from "./shape.ts";

const payloads = (description: string) => Type.Integer({ minimum: 0, description });

export const LaneSchema = shape(
  "Lane",
  "What passes between the caller and a member with another gateway. A fork is a number that the member gave to two parcels, as after the restoration of an old backup.",
  {
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
    received: payloads("Number of the last parcel from the member to the caller."),
    missing: payloads("Lower numbers that did not arrive: what these parcels contained comes under later numbers."),
    fork: nullable(
      inline({
        number: Type.Integer({ minimum: 1, description: "The number." }),
        noticedAt: UnixSecondsSchema,
      }),
    ),
  },
);

export type Lane = Shape<typeof LaneSchema>;
