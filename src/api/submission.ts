import type { Failure } from "../domain/errors/failure.ts";
import { Type } from "@sinclair/typebox";
import { ErrorCodeSchema, FactsSchema } from "./problem.ts";
import { Bytes32Schema, KindSchema, ParticipantIdSchema, UnixMillisecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

export const FailureSchema = shape("Failure", "Why something was not accepted or not recorded.", {
  code: ErrorCodeSchema,
  facts: FactsSchema,
});

export const SubmissionStateSchema = oneOf(["accepted", "recorded", "refused"], {
  description: "An accepted entry ends as recorded or refused.",
});

export const SubmissionSchema = shape("Submission", "What became of an accepted entry.", {
  id: Type.Integer({ minimum: 1, description: "Place in the order of acceptance." }),
  author: ParticipantIdSchema,
  shipment: Bytes32Schema,
  kind: KindSchema,
  commitment: Bytes32Schema,
  state: SubmissionStateSchema,
  signed: Type.Boolean({ description: "Whether it was signed: from then on it is on its way to the chain." }),
  entry: nullable(Bytes32Schema),
  refusal: nullable(FailureSchema),
  acceptedAtMs: UnixMillisecondsSchema,
  settledAtMs: nullable(UnixMillisecondsSchema),
});

export type Submission = Shape<typeof SubmissionSchema>;

export const BulkResultSchema = shape("BulkResult", "What became of each entry of the request, in its order.", {
  results: Type.Array(
    Type.Union([
      shape("BulkAccepted", "The entry was accepted.", { submission: SubmissionSchema }),
      shape("BulkRefused", "The entry alone was not accepted.", { refusal: FailureSchema }),
    ]),
  ),
  accepted: Type.Integer({ minimum: 0, description: "How many were accepted." }),
  refused: Type.Integer({ minimum: 0, description: "How many were not." }),
});

/** The result for one draft of several: accepted, or the error that it alone has. */
export type Acceptance = { readonly submission: Submission } | Failure;
