import { Type } from "@sinclair/typebox";
import { keysOf } from "../domain/keys-of.ts";
import { FINDINGS } from "./finding-sentences.ts";
import { FactsSchema } from "./problem.ts";
import { Bytes32Schema } from "./scalar.ts";
import { oneOf, shape, type Shape } from "./shape.ts";

export const FindingSchema = shape("Finding", "Something that is missing or does not agree.", {
  code: oneOf(keysOf(FINDINGS), {
    description: Object.entries(FINDINGS)
      .map(([code, meaning]) => `${code}: ${meaning}`)
      .join(" "),
  }),
  facts: FactsSchema,
  entries: Type.Array(Bytes32Schema),
});

export type Finding = Shape<typeof FindingSchema>;
