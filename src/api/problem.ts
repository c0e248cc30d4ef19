import { Type } from "@sinclair/typebox";
import { PUBLIC_CODES } from "./problem-status.ts";
import { inline, oneOf, record, shape, type Shape } from "./shape.ts";

const FactSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]);

export const FactsSchema = record(FactSchema, {
  title: "Facts",
  description: "The values of the error by name. Integers of 2^53 and more are decimal strings.",
});

export const ErrorCodeSchema = oneOf(PUBLIC_CODES, {
  title: "ErrorCode",
  description: "Stable code of the error, explained at /problems/{code}.",
});

export const ProblemSchema = shape("Problem", "An error and its remedy (RFC 9457).", {
  type: Type.String({ format: "uri-reference", description: "URL of the page that explains the code." }),
  title: Type.String({ description: "The error code in words." }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String(),
  instance: Type.String({ format: "uri-reference", description: "`urn:portolan:request:` and the id of the request." }),
  code: ErrorCodeSchema,
  facts: FactsSchema,
  remedy: Type.String(),
  errors: Type.Optional(
    Type.Array(
      inline({
        pointer: Type.String({ description: "JSON Pointer (RFC 6901) to the invalid value, as a URI fragment." }),
        detail: Type.String(),
      }),
      { description: "The first invalid values of the request." },
    ),
  ),
});

export type Problem = Shape<typeof ProblemSchema>;
