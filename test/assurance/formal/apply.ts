import { keep, layoutOf, piecesOf, possibleOf, shift, unite } from "./layout.ts";
import { compute, type Operation } from "./operation.ts";
import { application, constant, type Layout, valueOf, type Word, wordOf } from "./word.ts";

const WORD_BITS = 256;

/** Applies the operation to the words, and computes the known parts. */
export function apply(operation: Operation, ...args: readonly Word[]): Word {
  const values = args.map(valueOf).filter((value) => value !== undefined);
  if (values.length === args.length) return constant(compute(operation, values));
  return simplify(operation, args) ?? applied(operation, args);
}

/** Orders the arguments of a commutative operation, so that both orders are one expression. */
function applied(operation: Operation, args: readonly Word[]): Word {
  const ordered = COMMUTATIVE.has(operation) ? args.toSorted((a, b) => a.id - b.id) : args;
  return application(operation, ordered, bitsOf(operation, args));
}

const COMMUTATIVE: ReadonlySet<Operation> = new Set(["add", "mul", "and", "or", "xor", "eq"]);
const TRUTHS: ReadonlySet<Operation> = new Set(["lt", "slt", "eq", "iszero"]);

/** How many bits the result has at most. */
function bitsOf(operation: Operation, [a, b]: readonly Word[]): number {
  if (TRUTHS.has(operation)) return 1;
  if (a === undefined || b === undefined) return WORD_BITS;
  if (operation === "and") return Math.min(a.bits, b.bits);
  if (operation === "or" || operation === "xor") return Math.max(a.bits, b.bits);
  if (operation === "shr") return b.bits;
  return operation === "add" ? Math.min(Math.max(a.bits, b.bits) + 1, WORD_BITS) : WORD_BITS;
}

/** Simplifies packed words and the compiler's checks of narrow types, which the solver then need not see. */
function simplify(operation: Operation, [a, b]: readonly Word[]): Word | undefined {
  if (a === undefined) return undefined;
  if (b === undefined) return operation === "iszero" ? isZero(a) : undefined;
  switch (operation) {
    case "shl":
      return shifted(a, b, 1);
    case "shr":
      return shifted(a, b, -1);
    case "and":
      return masked(a, b) ?? masked(b, a);
    case "or":
      return united(a, b);
    case "xor":
    case "add":
      // Without a bit that may be 1 in both words, no bit is cancelled or carried.
      return (possibleOf(layoutOf(a)) & possibleOf(layoutOf(b))) === 0n ? united(a, b) : undefined;
    case "eq":
      return equal(a, b);
    case "sub":
      return a === b ? constant(0) : undefined;
    case "lt":
      return less(layoutOf(a), layoutOf(b));
    default:
      return undefined;
  }
}

function shifted(distance: Word, word: Word, direction: 1 | -1): Word | undefined {
  const known = valueOf(distance);
  if (known === undefined) return undefined;
  return known >= WORD_BITS ? constant(0) : wordOf(shift(layoutOf(word), direction * Number(known)));
}

function masked(mask: Word, word: Word): Word | undefined {
  const known = valueOf(mask);
  if (known === undefined) return undefined;
  return (known === 1n ? memberOfSet(word) : undefined) ?? wordOf(keep(layoutOf(word), known));
}

/** The lowest bit of a known word, shifted by an unknown distance: whether the word has a 1 at that distance. */
function memberOfSet({ of }: Word): Word | undefined {
  if (!("args" in of) || of.operation !== "shr") return undefined;
  const [distance, set] = of.args;
  const known = set && valueOf(set);
  if (distance === undefined || known === undefined) return undefined;
  const members = Array.from({ length: WORD_BITS }, (_, bit) => bit).filter((bit) => (known >> BigInt(bit)) & 1n);
  return members
    .map((bit) => apply("eq", distance, constant(bit)))
    .reduce((any, one) => apply("or", any, one), constant(0));
}

function united(a: Word, b: Word): Word | undefined {
  const layout = unite(layoutOf(a), layoutOf(b));
  return layout && wordOf(layout);
}

/** Two words are equal when all their pieces are equal. */
function equal(a: Word, b: Word): Word {
  const pieces = piecesOf(layoutOf(a), layoutOf(b)).filter(([one, other]) => one !== other);
  return pieces
    .map(([one, other]) => equalPieces(one, other))
    .reduce((all, one) => apply("and", all, one), constant(1));
}

function equalPieces(a: Word, b: Word): Word {
  if (valueOf(a) === 0n) return isZeroPiece(b);
  if (valueOf(b) === 0n) return isZeroPiece(a);
  return valueOf(a) === undefined || valueOf(b) === undefined ? applied("eq", [a, b]) : constant(0);
}

/** A word is 0 when all its fields are 0. */
function isZero(word: Word): Word {
  return equal(word, constant(0));
}

function isZeroPiece(word: Word): Word {
  if (valueOf(word) !== undefined) return constant(valueOf(word) === 0n ? 1 : 0);
  return negated(word) ?? sameTerms(word) ?? applied("iszero", [word]);
}

/** The double negation of a truth value is that value. */
function negated({ of }: Word): Word | undefined {
  if (!("args" in of) || of.operation !== "iszero") return undefined;
  const [inner] = of.args;
  return inner !== undefined && inner.bits <= 1 ? inner : undefined;
}

/** A difference is 0 when its terms are equal. */
function sameTerms({ of }: Word): Word | undefined {
  if (!("args" in of) || of.operation !== "sub") return undefined;
  return apply("eq", ...of.args);
}

/** Decides a comparison by the least and the largest values that the words can have. */
function less(a: Layout, b: Layout): Word | undefined {
  if (possibleOf(a) < b.known) return constant(1);
  return a.known >= possibleOf(b) ? constant(0) : undefined;
}
