import { compute, partsOf, type Word } from "./word.ts";

/** A value for each input. */
export type Assignment = ReadonlyMap<string, bigint>;

/** The value of each word under an assignment. A missing input is 0. */
export function evaluate(words: readonly Word[], inputs: Assignment): bigint[] {
  const values = new Map<Word, bigint>();
  for (const word of partsOf(words)) {
    const { of } = word;
    if ("value" in of) values.set(word, of.value);
    else if ("input" in of) values.set(word, inputs.get(of.input) ?? 0n);
    else
      values.set(
        word,
        compute(
          of.operation,
          of.args.map((arg) => values.get(arg) as bigint),
        ),
      );
  }
  return words.map((word) => values.get(word) as bigint);
}
