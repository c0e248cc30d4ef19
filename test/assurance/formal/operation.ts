/** The EVM's operations on words in the compiled rules. A comparison gives 1 or 0. */
export type Operation =
  "add" | "sub" | "mul" | "and" | "or" | "xor" | "not" | "shl" | "shr" | "lt" | "slt" | "eq" | "iszero";

const BITS = 256n;

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
