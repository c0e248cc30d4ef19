import { compute } from "./operation.ts";
import { type Layout, partsOf, type Word } from "./word.ts";

/** A value for each input. */
export type Assignment = ReadonlyMap<string, bigint>;

/** The value of each word under an assignment. A missing input is 0. */
export function evaluate(words: readonly Word[], inputs: Assignment): bigint[] {
  const values = new Map<Word, bigint>();
  const valueOf = (word: Word) => values.get(word) as bigint;
  for (const word of partsOf(words)) values.set(word, evaluateOne(word.of, inputs, valueOf));
  return words.map(valueOf);
}

function evaluateOne(of: Word["of"], inputs: Assignment, valueOf: (part: Word) => bigint): bigint {
  if ("value" in of) return of.value;
  if ("input" in of) return inputs.get(of.input) ?? 0n;
  return "fields" in of ? assemble(of, valueOf) : compute(of.operation, of.args.map(valueOf));
}

function assemble({ known, fields }: Layout, valueOf: (part: Word) => bigint): bigint {
  return fields.reduce(
    (sum, { at, bits, word, from }) => sum | (BigInt.asUintN(bits, valueOf(word) >> BigInt(from)) << BigInt(at)),
    known,
  );
}
