/** The EVM's operations on words in the compiled rules. A comparison gives 1 or 0. */
export type Operation =
  "add" | "sub" | "mul" | "and" | "or" | "xor" | "not" | "shl" | "shr" | "lt" | "slt" | "eq" | "iszero";

/** A word of 256 bits as an expression over inputs. Equal expressions are one object. */
export interface Word {
  /** Names the expression in the solver. */
  readonly id: number;
  readonly of: { readonly value: bigint } | { readonly input: string } | Application;
  /** All bits from this one on are known to be 0. */
  readonly bits: number;
}

export interface Application {
  readonly operation: Operation;
  /** In the order of the EVM's stack, the topmost first; the distance of a shift comes first. */
  readonly args: readonly Word[];
}

const BITS = 256n;
const made = new Map<string, Word>();

function make(key: string, bits: number, of: Word["of"]): Word {
  let word = made.get(key);
  if (word === undefined) made.set(key, (word = { id: made.size, of, bits }));
  return word;
}

export function constant(value: bigint | number): Word {
  const wrapped = BigInt.asUintN(256, BigInt(value));
  return make(`#${wrapped}`, wrapped === 0n ? 0 : wrapped.toString(2).length, { value: wrapped });
}

/** An input with any value of so many bits. */
export function input(name: string, bits: number): Word {
  return make(`${name}:${bits}`, bits, { input: name });
}

export function valueOf(word: Word): bigint | undefined {
  return "value" in word.of ? word.of.value : undefined;
}

/** Applies the operation to the words, and computes the known parts. */
export function apply(operation: Operation, ...args: readonly Word[]): Word {
  const values = args.map(valueOf).filter((value) => value !== undefined);
  if (values.length === args.length) return constant(compute(operation, values));
  return (
    simplify(operation, args) ??
    make(`${operation} ${args.map(({ id }) => id).join()}`, bitsOf(operation, args), { operation, args })
  );
}

const TRUTHS: ReadonlySet<Operation> = new Set(["lt", "slt", "eq", "iszero"]);

function bitsOf(operation: Operation, args: readonly Word[]): number {
  if (TRUTHS.has(operation)) return 1;
  const bits = args.map((arg) => arg.bits);
  if (operation === "and") return Math.min(...bits);
  return operation === "or" || operation === "xor" ? Math.max(...bits) : Number(BITS);
}

/** Simplifies the compiler's checks of narrow types, which the solver then need not see. */
function simplify(operation: Operation, args: readonly Word[]): Word | undefined {
  const [a, b] = args;
  if (a === undefined) return undefined;
  if (b === undefined) return operation === "iszero" ? negated(a) : undefined;
  if (a === b && operation === "eq") return constant(1);
  if (operation !== "and" && operation !== "or") return undefined;
  for (const [known, other] of [
    [valueOf(a), b],
    [valueOf(b), a],
  ] as const) {
    if (known === undefined) continue;
    const mask = (1n << BigInt(other.bits)) - 1n;
    if ((known & mask) === 0n) return operation === "and" ? constant(0) : known === 0n ? other : undefined;
    if ((known & mask) === mask) return operation === "and" ? other : constant(known);
  }
  return undefined;
}

/** The double negation of a truth value is that value. */
function negated({ of }: Word): Word | undefined {
  if (!("args" in of) || of.operation !== "iszero") return undefined;
  const [inner] = of.args;
  return inner !== undefined && inner.bits <= 1 ? inner : undefined;
}

const truth = (statement: boolean): bigint => (statement ? 1n : 0n);

const SEMANTICS: Readonly<Record<Operation, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  not: (a) => ~a,
  shl: (a, b) => (a >= BITS ? 0n : b << a),
  shr: (a, b) => (a >= BITS ? 0n : b >> a),
  lt: (a, b) => truth(a < b),
  slt: (a, b) => truth(BigInt.asIntN(256, a) < BigInt.asIntN(256, b)),
  eq: (a, b) => truth(a === b),
  iszero: (a) => truth(a === 0n),
};

/** The result of the operation on known words: the semantics of the EVM (Ethereum yellow paper, appendix H.2). */
export function compute(operation: Operation, [a = 0n, b = 0n]: readonly bigint[]): bigint {
  return BigInt.asUintN(256, SEMANTICS[operation](a, b));
}

/** All parts of an expression, each before the expression that contains it, the whole expression last. */
export function partsOf(words: readonly Word[]): Word[] {
  const seen = new Set<Word>();
  const visit = (word: Word) => {
    if (seen.has(word)) return;
    if ("args" in word.of) word.of.args.forEach(visit);
    seen.add(word);
  };
  words.forEach(visit);
  return [...seen];
}
