import { type Field, type Layout, type Word, wordOf } from "./word.ts";

const WORD_BITS = 256;

/** The layout of any word. A word without a layout of its own is one field. */
export function layoutOf(word: Word): Layout {
  if ("fields" in word.of) return word.of;
  if ("value" in word.of) return { known: word.of.value, fields: [] };
  return { known: 0n, fields: [{ at: 0, bits: word.bits, word, from: 0 }] };
}

/** Moves all bits up by `distance`, or down when it is negative. Bits that leave the word are lost. */
export function shift({ known, fields }: Layout, distance: number): Layout {
  const moved = fields.map((field) => ({ ...field, at: field.at + distance }));
  return {
    known: distance < 0 ? known >> BigInt(-distance) : BigInt.asUintN(WORD_BITS, known << BigInt(distance)),
    fields: moved.flatMap((field) => cut(field, 0, WORD_BITS)),
  };
}

/** Keeps the bits that are 1 in `mask`, and sets the others to 0. */
export function keep({ known, fields }: Layout, mask: bigint): Layout {
  const runs = runsOf(mask);
  return {
    known: known & mask,
    fields: fields.flatMap((field) => runs.flatMap(([begin, end]) => cut(field, begin, end))),
  };
}

/** The bitwise or of two layouts, or `undefined` when a bit is unknown in both. */
export function unite(a: Layout, b: Layout): Layout | undefined {
  if ((unknownOf(a) & unknownOf(b)) !== 0n) return undefined;
  const known = a.known | b.known;
  const { fields } = keep({ known, fields: [...a.fields, ...b.fields] }, ~known);
  return { known, fields: merge(fields.toSorted((one, other) => one.at - other.at)) };
}

/** Cuts both words at the ends of all fields, so that each piece is known or lies within one field. */
export function piecesOf(a: Layout, b: Layout): [Word, Word][] {
  const ends = [...a.fields, ...b.fields].flatMap(({ at, bits }) => [at, at + bits]);
  const bounds = [...new Set([0, ...ends, WORD_BITS])].sort((one, other) => one - other);
  return bounds.slice(1).map((end, index) => {
    const begin = bounds[index] ?? 0;
    return [pieceOf(a, begin, end), pieceOf(b, begin, end)];
  });
}

function pieceOf(layout: Layout, begin: number, end: number): Word {
  return wordOf(shift(keep(layout, maskOf(begin, end)), -begin));
}

/** The bits that may be 1. */
export function possibleOf(layout: Layout): bigint {
  return layout.known | unknownOf(layout);
}

function unknownOf({ fields }: Layout): bigint {
  return fields.reduce((sum, { at, bits }) => sum | maskOf(at, at + bits), 0n);
}

/** The part of the field that lies between the bits `begin` and `end`, if any. */
function cut({ at, bits, word, from }: Field, begin: number, end: number): Field[] {
  const low = Math.max(at, begin);
  const high = Math.min(at + bits, end);
  return low < high ? [{ at: low, bits: high - low, word, from: from + low - at }] : [];
}

/** Joins adjacent fields that are adjacent in the same word. */
function merge(fields: readonly Field[]): Field[] {
  return fields.reduce<Field[]>((merged, field) => {
    const before = merged.at(-1);
    const follows =
      before?.word === field.word && before.at + before.bits === field.at && before.from + before.bits === field.from;
    if (!follows) return [...merged, field];
    return [...merged.slice(0, -1), { ...before, bits: before.bits + field.bits }];
  }, []);
}

/** The runs of 1 in a word, from the lowest bit up. */
function runsOf(mask: bigint): [begin: number, end: number][] {
  const digits = [...BigInt.asUintN(WORD_BITS, mask).toString(2)].reverse().join("");
  return [...digits.matchAll(/1+/g)].map(({ index, 0: run }) => [index, index + run.length]);
}

function maskOf(begin: number, end: number): bigint {
  return (1n << BigInt(end)) - (1n << BigInt(begin));
}
