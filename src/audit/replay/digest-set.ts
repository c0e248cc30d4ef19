import type { Hex } from "../../domain/entry.ts";

/** Bytes of one digest: enough that nobody finds another preimage of one that is in the set. */
export const DIGEST_BYTES = 16;

const WORDS = DIGEST_BYTES / 4;

/** How full the table may become before it is made twice as large. */
const MOST_FULL = 0.7;

/**
 * A set of 16-byte digests in one flat table, 23 to 46 bytes each: what an audit keeps of every entry, where a `Set` of
 * strings would take ten times as much.
 */
export class DigestSet {
  #table: Uint32Array;
  #size = 0;

  constructor(places = 1024) {
    this.#table = new Uint32Array(places * WORDS);
  }

  get size(): number {
    return this.#size;
  }

  /** @param digest hexadecimal of at least 16 bytes, of which the first 16 count. */
  add(digest: Hex): void {
    this.#insert(wordsOf(digest));
  }

  has(digest: Hex): boolean {
    const words = wordsOf(digest);
    return this.#table[this.#placeOf(words)] === words[0];
  }

  /** All digests one after the other. */
  toBytes(): Buffer {
    const bytes = Buffer.alloc(this.#size * DIGEST_BYTES);
    let end = 0;
    for (let place = 0; place < this.#table.length; place += WORDS) {
      if (this.#table[place] === 0) continue;
      for (let word = 0; word < WORDS; word += 1) end = bytes.writeUInt32BE(this.#table[place + word] as number, end);
    }
    return bytes;
  }

  /** Adds what `toBytes` gave. */
  addBytes(bytes: Buffer): void {
    for (let start = 0; start + DIGEST_BYTES <= bytes.length; start += DIGEST_BYTES)
      this.#insert(Array.from({ length: WORDS }, (_, word) => bytes.readUInt32BE(start + 4 * word)));
  }

  #insert(words: readonly number[]): void {
    if (this.#size * WORDS >= this.#table.length * MOST_FULL) this.#grow();
    const place = this.#placeOf(words);
    if (this.#table[place] === words[0]) return;
    this.#table.set(words, place);
    this.#size += 1;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(2 * before.length);
    for (let place = 0; place < before.length; place += WORDS) {
      const words = before.subarray(place, place + WORDS);
      if (words[0] !== 0) this.#table.set(words, this.#placeOf([...words]));
    }
  }

  /** Where the digest is, or where it would go: the first free place from the one that its own bits name. */
  #placeOf(words: readonly number[]): number {
    const places = this.#table.length / WORDS;
    let place = ((words[1] as number) % places) * WORDS;
    while (this.#table[place] !== 0 && !this.#isAt(place, words)) place = (place + WORDS) % this.#table.length;
    return place;
  }

  #isAt(place: number, words: readonly number[]): boolean {
    return words.every((word, index) => this.#table[place + index] === word);
  }
}

/** A first word of 0 marks a free place; of a digest it becomes 1, which costs one bit of one in four billion. */
function wordsOf(digest: Hex): number[] {
  return Array.from(
    { length: WORDS },
    (_, word) => parseInt(digest.slice(2 + 8 * word, 10 + 8 * word), 16) || (word === 0 ? 1 : 0),
  );
}
