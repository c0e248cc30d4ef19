import { apply } from "./apply.ts";
import { constant, type Word } from "./word.ts";

/** Statements about words: a word that is 1 when the statement is true, otherwise 0. */
export const not = (statement: Word): Word => apply("iszero", statement);

export const all = (...statements: readonly Word[]): Word =>
  statements.reduce((a, b) => apply("and", a, b), constant(1));

export const any = (...statements: readonly Word[]): Word =>
  statements.reduce((a, b) => apply("or", a, b), constant(0));

export const implies = (condition: Word, statement: Word): Word => any(not(condition), statement);

export const is = (a: Word, b: Word | number): Word => apply("eq", a, word(b));

export const isNot = (a: Word, b: Word | number): Word => not(is(a, b));

export const isAtMost = (a: Word, b: Word | number): Word => not(apply("lt", word(b), a));

export const isOneOf = (a: Word, values: readonly number[]): Word => any(...values.map((value) => is(a, value)));

/** Whether the bit sets share a member. */
export const meets = (set: Word, other: number): Word => isNot(apply("and", set, word(other)), 0);

/** The sum, without a carry: sums of fields stay far below the end of a word. */
export const plus = (a: Word, b: Word | number): Word => apply("add", a, word(b));

const word = (value: Word | number): Word => (typeof value === "number" ? constant(value) : value);
