import type { Failure } from "../domain/errors/failure.ts";
import { Type } from "@sinclair/typebox";
import { ErrorCodeSchema, FactsSchema } from "./problem.ts";
import { Bytes32Schema, KindSchema, ParticipantIdSchema, UnixMillisecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";
import { WARNED } from "./warning.ts";

export const FailureSchema = shape("Failure", "Why an entry was not accepted or not recorded.", {
  code: ErrorCodeSchema,
  facts: FactsSchema,
});

export const SubmissionStateSchema = oneOf(["accepted", "recorded", "refused"], {
  description: "An accepted entry ends as recorded or refused.",
});

export const SubmissionSchema = shape("Submission", "State of an accepted entry.", {
  id: Type.Integer({ minimum: 1, description: "Number in the order of acceptance." }),
  author: ParticipantIdSchema,
  shipment: Bytes32Schema,
  kind: KindSchema,
  commitment: Bytes32Schema,
  state: SubmissionStateSchema,
  signed: Type.Boolean({ description: "Whether the entry is signed. A signed entry is in transmission to the chain." }),
  entry: nullable(Bytes32Schema),
  refusal: nullable(FailureSchema),
  acceptedAtMs: UnixMillisecondsSchema,
  settledAtMs: nullable(UnixMillisecondsSchema),
  ...WARNED,
});

export type Submission = Shape<typeof SubmissionSchema>;

export const BulkResultSchema = shape(
  "BulkResult",
  "The result for each entry of the request, in the order of the request.",
  {
    results: Type.Array(
      Type.Union([
        shape("BulkAccepted", "The entry was accepted.", { submission: SubmissionSchema }),
        shape("BulkRefused", "The entry was not accepted; the other entries are unaffected.", {
          refusal: FailureSchema,
        }),
      ]),
    ),
    accepted: Type.Integer({ minimum: 0, description: "Number of accepted entries." }),
    refused: Type.Integer({ minimum: 0, description: "Number of entries that were not accepted." }),
  },
);

/** The result for one of several drafts: its submission, or the error that concerns only this draft. */
export type Acceptance = { readonly submission: Submission } | Failure;
