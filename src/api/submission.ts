import { Type } from "@sinclair/typebox";
import { ErrorCodeSchema, FactsSchema } from "./problem.ts";
import { Bytes32Schema, KindSchema, ParticipantIdSchema, UnixMillisecondsSchema } from "./scalar.ts";
import { nullable, shape } from "./shape.ts";

export const RefusalSchema = shape("Refusal", "Why something was not accepted or not recorded.", {
  code: ErrorCodeSchema,
  facts: FactsSchema,
});

export const SubmissionSchema = shape("Submission", "What became of an accepted entry.", {
  id: Type.Integer({ minimum: 1, description: "Place in the order of acceptance." }),
  author: ParticipantIdSchema,
  shipment: Bytes32Schema,
  kind: KindSchema,
  commitment: Bytes32Schema,
  state: Type.Unsafe<"accepted" | "recorded" | "refused">({
    type: "string",
    enum: ["accepted", "recorded", "refused"],
    description: "An accepted entry ends as recorded or refused.",
  }),
  signed: Type.Boolean({ description: "Whether it was signed: from then on it is on its way to the chain." }),
  entry: nullable(Bytes32Schema),
  refusal: nullable(RefusalSchema),
  acceptedAtMs: UnixMillisecondsSchema,
  settledAtMs: nullable(UnixMillisecondsSchema),
});

export const BulkResultSchema = shape("BulkResult", "What became of each entry of the request, in its order.", {
  results: Type.Array(
    Type.Union([
      shape("BulkAccepted", "The entry was accepted.", { submission: SubmissionSchema }),
      shape("BulkRefused", "The entry alone was not accepted.", { refusal: RefusalSchema }),
    ]),
  ),
  accepted: Type.Integer({ minimum: 0, description: "How many were accepted." }),
  refused: Type.Integer({ minimum: 0, description: "How many were not." }),
});
