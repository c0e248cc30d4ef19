import { apply } from "./apply.ts";
import { constant, valueOf, type Word } from "./word.ts";

const WORD_BYTES = 32;

/** One byte of a word, counted from the most significant. */
interface Byte {
  readonly word: Word;
  readonly index: number;
}

const NOTHING: Byte = { word: constant(0), index: 0 };

/** Memory with known addresses, whose contents are expressions. Unwritten bytes are 0. */
export class SymbolicMemory {
  readonly #bytes: Map<number, Byte>;

  constructor(bytes: Iterable<readonly [number, Byte]> = []) {
    this.#bytes = new Map(bytes);
  }

  copy(): SymbolicMemory {
    return new SymbolicMemory(this.#bytes);
  }

  store(address: number, word: Word): void {
    for (let index = 0; index < WORD_BYTES; index++) this.#bytes.set(address + index, { word, index });
  }

  load(address: number): Word {
    const bytes = Array.from({ length: WORD_BYTES }, (_, index) => this.#byte(address + index));
    return bytes.every(({ word, index }, at) => word === bytes[0]?.word && index === at)
      ? (bytes[0]?.word as Word)
      : join(bytes);
  }

  /** Copies as through a buffer: source and target may overlap. */
  move(target: number, source: number, length: number): void {
    const bytes = Array.from({ length }, (_, index) => this.#byte(source + index));
    bytes.forEach((byte, index) => this.#bytes.set(target + index, byte));
  }

  #byte(address: number): Byte {
    return this.#bytes.get(address) ?? NOTHING;
  }
}

/** Builds a word from bytes of several words. */
function join(bytes: readonly Byte[]): Word {
  return bytes.reduce((sum, { word, index }, at) => {
    if (valueOf(word) === 0n) return sum;
    const low = apply("and", apply("shr", constant(8 * (WORD_BYTES - 1 - index)), word), constant(0xff));
    return apply("or", sum, apply("shl", constant(8 * (WORD_BYTES - 1 - at)), low));
  }, constant(0));
}
