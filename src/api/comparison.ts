import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { UnixSecondsSchema } from "./scalar.ts";
import { inline, shape, type Shape } from "./shape.ts";

const StepSchema = inline({
  digest: Type.String({ description: "The caller's signed digest, as one line of JSON." }),
  answer: Type.String({ description: "The member's signed answer, as it sent it." }),
});

/** The two signed statements of one step of a comparison, as items of the exchange. */
export type ComparisonStep = Shape<typeof StepSchema>;

export const ComparisonSchema = shape("Comparison", "The last comparison of holdings with another member.", {
  reader: ParticipantReferenceSchema,
  holder: ParticipantReferenceSchema,
  comparedAt: UnixSecondsSchema,
  steps: Type.Array(StepSchema, { description: "From all blocks to those in which the holdings differ." }),
});

export type Comparison = Shape<typeof ComparisonSchema>;
