import { expect } from "chai";
import fc from "fast-check";
import { apply } from "./apply.ts";
import { type Assignment, evaluate } from "./evaluate.ts";
import { compute, type Operation } from "./operation.ts";
import { Solver } from "./solver.ts";
import { constant, input, type Word } from "./word.ts";

const INPUTS = { flag: 1, small: 8, participant: 32, wide: 256 };

/** A word as an expression, and its value under the EVM's semantics without any simplification. */
interface Computed {
  readonly word: Word;
  readonly value: bigint;
}

/** Computes a word from earlier words; `before(place)` counts back from the last one. */
type Instruction = (before: (place: number) => Computed) => Computed;

const known = (value: bigint): Computed => ({ word: constant(value), value: BigInt.asUintN(256, value) });

const operate = (operation: Operation, ...args: readonly Computed[]): Computed => ({
  word: apply(operation, ...args.map(({ word }) => word)),
  value: compute(
    operation,
    args.map(({ value }) => value),
  ),
});

const place = fc.nat(40);
const bit = fc.nat(255);
const width = fc.integer({ min: 1, max: 64 });

const unary = fc.tuple(fc.constantFrom<Operation>("not", "iszero"), place).map(
  ([operation, a]): Instruction =>
    (before) =>
      operate(operation, before(a)),
);

const binary = fc
  .tuple(
    fc.constantFrom<Operation>("add", "sub", "mul", "and", "or", "xor", "shl", "shr", "lt", "slt", "eq"),
    place,
    place,
  )
  .map(
    ([operation, a, b]): Instruction =>
      (before) =>
        operate(operation, before(a), before(b)),
  );

/** Replaces a field of a packed word by bits of another word, as the compiler does. */
const replace = fc
  .tuple(place, place, bit, bit, width)
  .map(([slot, source, at, from, bits]): Instruction => (before) => {
    const mask = (1n << BigInt(bits)) - 1n;
    const part = operate("and", known(mask), operate("shr", known(BigInt(from)), before(source)));
    const rest = operate("and", before(slot), known(~(mask << BigInt(at))));
    return operate("or", rest, operate("shl", known(BigInt(at)), part));
  });

/** Whether a word is a member of a known set of bits. */
const member = fc.tuple(place, fc.bigInt({ min: 0n, max: 1023n })).map(
  ([a, set]): Instruction =>
    (before) =>
      operate("and", known(1n), operate("shr", before(a), known(set))),
);

/** Masks of ranges, distances of shifts, and small numbers. */
const literal = fc.oneof(
  fc.tuple(bit, width).map(([at, bits]) => ((1n << BigInt(bits)) - 1n) << BigInt(at)),
  fc.tuple(bit, width).map(([at, bits]) => ~(((1n << BigInt(bits)) - 1n) << BigInt(at))),
  fc.nat(32).map((bytes) => BigInt(8 * bytes)),
  fc.nat(20).map(BigInt),
  fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
);

const program = fc.record({
  literals: fc.array(literal, { maxLength: 8 }),
  instructions: fc.array(fc.oneof(unary, { weight: 8, arbitrary: binary }, { weight: 3, arbitrary: replace }, member), {
    minLength: 1,
    maxLength: 40,
  }),
});

const assignment: fc.Arbitrary<Assignment> = fc
  .tuple(...Object.values(INPUTS).map((bits) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })))
  .map((values) => new Map(Object.keys(INPUTS).map((name, index) => [name, values[index] ?? 0n])));

/** All words of the program: its literals, the inputs, then a word for each instruction. */
function run(
  { literals, instructions }: { literals: readonly bigint[]; instructions: readonly Instruction[] },
  inputs: Assignment,
): Computed[] {
  const made = [
    ...literals.map(known),
    ...Object.entries(INPUTS).map(([name, bits]) => ({ word: input(name, bits), value: inputs.get(name) ?? 0n })),
  ];
  for (const instruction of instructions)
    made.push(instruction((from) => made.at(-1 - (from % made.length)) as Computed));
  return made;
}

describe("A simplified word", () => {
  it("a simplified word has the value that the EVM computes, for random operations on random inputs", () => {
    fc.assert(
      fc.property(program, assignment, (code, inputs) => {
        const made = run(code, inputs);
        const values = evaluate(
          made.map(({ word }) => word),
          inputs,
        );
        expect(values).to.deep.equal(made.map(({ value }) => value));
      }),
      { numRuns: 5000 },
    );
  });

  it("a simplified word has no 1 at or above its stated number of bits", () => {
    fc.assert(
      fc.property(program, assignment, (code, inputs) => {
        for (const { word, value } of run(code, inputs)) expect(value >> BigInt(word.bits)).to.equal(0n);
      }),
      { numRuns: 2000 },
    );
  });

  it("a simplified word has the same value in the solver", async () => {
    const solver = await Solver.start();
    try {
      await fc.assert(
        fc.asyncProperty(program, assignment, async (code, inputs) => {
          const words = run(code, inputs).map(({ word }) => word);
          const values = evaluate(words, inputs);
          const asIs = (word: Word, value: bigint) => apply("eq", word, constant(value));
          const given = [...inputs].map(([name, value]) =>
            asIs(input(name, INPUTS[name as keyof typeof INPUTS]), value),
          );
          const others = words.map((word, index) => apply("iszero", asIs(word, values[index] ?? 0n)));
          const anyOther = others.reduce((any, one) => apply("or", any, one), constant(0));
          expect(await solver.solve([...given, anyOther])).to.equal(undefined);
        }),
        { numRuns: 100 },
      );
    } finally {
      await solver.stop();
    }
  });
});
