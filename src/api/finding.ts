import { Type } from "@sinclair/typebox";
import { keysOf } from "../domain/keys-of.ts";
import { FINDINGS } from "./finding-sentences.ts";
import { FactsSchema } from "./problem.ts";
import { Bytes32Schema } from "./scalar.ts";
import { oneOf, shape, type Shape } from "./shape.ts";

/** Shows the placeholders of a sentence as names of the finding's members and facts. */
const describeSentence = (sentence: string): string =>
  sentence
    .replace(/\{#\}/g, "`entries`")
    .replace(/\{#1 (\w+)\}/g, "`entries[0]` (`$1`)")
    .replace(/\{#2 (\w+)\}/g, "`entries[1]` (`$1`)")
    .replace(/\{#1\}/g, "`entries[0]`")
    .replace(/\{(\w+)\}/g, "`$1`");

export const FindingSchema = shape("Finding", "A gap, a contradiction or a reported exception in a trace.", {
  code: oneOf(keysOf(FINDINGS), {
    description: `Names in backticks stand for members of \`facts\`, and for entries of \`entries\`.\n\n${Object.entries(
      FINDINGS,
    )
      .map(([code, sentence]) => `- \`${code}\`: ${describeSentence(sentence)}`)
      .join("\n")}`,
  }),
  facts: FactsSchema,
  entries: Type.Array(Bytes32Schema),
});

export type Finding = Shape<typeof FindingSchema>;
