import type { Operation } from "./operation.ts";

/** A word of 256 bits as an expression over inputs. Equal expressions are one object. */
export interface Word {
  /** Names the expression in the solver. */
  readonly id: number;
  readonly of: { readonly value: bigint } | { readonly input: string } | Application | Layout;
  /** All bits from this one on are known to be 0. */
  readonly bits: number;
}

export interface Application {
  readonly operation: Operation;
  /** As they lie on the EVM's stack, the topmost first; a shift's distance comes first. */
  readonly args: readonly Word[];
}

/** A word that consists of known bits and of ranges of bits from other words. The ranges do not overlap. */
export interface Layout {
  /** The bits that are known to be 1, all outside the fields. */
  readonly known: bigint;
  /** From the lowest bit up. All bits outside the fields are known. */
  readonly fields: readonly Field[];
}

/** A range of a word: its bits from `at` on equal the bits of `word` from `from` on. */
export interface Field {
  readonly at: number;
  readonly bits: number;
  readonly word: Word;
  readonly from: number;
}

const made = new Map<string, Word>();

function make(key: string, bits: number, of: Word["of"]): Word {
  let word = made.get(key);
  if (word === undefined) made.set(key, (word = { id: made.size, of, bits }));
  return word;
}

export function constant(value: bigint | number): Word {
  const wrapped = BigInt.asUintN(256, BigInt(value));
  return make(`#${wrapped}`, bitLength(wrapped), { value: wrapped });
}

/** An input with any value of so many bits. */
export function input(name: string, bits: number): Word {
  return make(`${name}:${bits}`, bits, { input: name });
}

/** Makes the expression of an operation without simplifying it. */
export function application(operation: Operation, args: readonly Word[], bits: number): Word {
  return make(`${operation} ${args.map(({ id }) => id).join()}`, bits, { operation, args });
}

/** Makes the word with this layout. A layout of a constant or of one whole word gives that word. */
export function wordOf(layout: Layout): Word {
  const { known, fields } = layout;
  const last = fields.at(-1);
  if (last === undefined) return constant(known);
  const { at, bits, word, from } = last;
  if (known === 0n && fields.length === 1 && at === 0 && from === 0 && bits === word.bits) return word;
  const key = fields.map((field) => [field.at, field.bits, field.word.id, field.from].join(".")).join();
  return make(`${known} ${key}`, Math.max(bitLength(known), at + bits), layout);
}

export function valueOf(word: Word): bigint | undefined {
  return "value" in word.of ? word.of.value : undefined;
}

/** All parts of an expression, each before the expression that contains it, the whole expression last. */
export function partsOf(words: readonly Word[]): Word[] {
  const seen = new Set<Word>();
  const visit = (word: Word) => {
    if (seen.has(word)) return;
    if ("args" in word.of) word.of.args.forEach(visit);
    if ("fields" in word.of) word.of.fields.forEach((field) => visit(field.word));
    seen.add(word);
  };
  words.forEach(visit);
  return [...seen];
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
