import { Type } from "@sinclair/typebox";
import { PUBLIC_CODES } from "./problem-status.ts";
import { inline, oneOf, shape, type Shape } from "./shape.ts";

const FactSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]);

export const FactsSchema = Type.Record(Type.String(), FactSchema, {
  title: "Facts",
  description: "The values that the error is about, by name; whole numbers beyond 2^53 as decimal strings.",
});

export const ErrorCodeSchema = oneOf(PUBLIC_CODES, {
  title: "ErrorCode",
  description: "Stable; each is explained at /problems/{code}.",
});

export const ProblemSchema = shape("Problem", "What went wrong and what to do (RFC 9457).", {
  type: Type.String({ format: "uri-reference", description: "The page that explains the code." }),
  title: Type.String({ description: "The code in words." }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String(),
  instance: Type.String({ format: "uri-reference", description: "`urn:portolan:request:` and the id of the request." }),
  code: ErrorCodeSchema,
  facts: FactsSchema,
  remedy: Type.String(),
  errors: Type.Optional(
    Type.Array(
      inline({
        pointer: Type.String({ description: "JSON Pointer into the part that is not valid, as a URI fragment." }),
        detail: Type.String(),
      }),
      { description: "Each thing that is not valid, the first ones of many." },
    ),
  ),
});

export type Problem = Shape<typeof ProblemSchema>;
