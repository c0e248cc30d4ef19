import type { Hex } from "../../domain/entry.ts";

/** Bytes of one digest: enough to make a second preimage infeasible. */
export const DIGEST_BYTES = 16;

const WORDS = DIGEST_BYTES / 4;

/** Load of the table at which its size doubles. */
const MAX_LOAD = 0.7;

/**
 * A set of 16-byte digests in one flat table, which takes 23 to 46 bytes for each digest. An audit keeps a digest of
 * every entry; a `Set` of strings would take ten times the memory.
 */
export class DigestSet {
  #table: Uint32Array;
  #size = 0;
  /** The digest that the current call adds or looks up. */
  readonly #words = new Uint32Array(WORDS);

  constructor(places = 1024) {
    this.#table = new Uint32Array(places * WORDS);
  }

  get size(): number {
    return this.#size;
  }

  /** @param digest at least 16 bytes in hexadecimal; the set uses the first 16. */
  add(digest: Hex): void {
    this.#read(digest);
    this.#insert();
  }

  has(digest: Hex): boolean {
    this.#read(digest);
    return this.#table[this.#place()] !== 0;
  }

  /** Concatenates all digests. */
  toBytes(): Buffer {
    const bytes = Buffer.alloc(this.#size * DIGEST_BYTES);
    let end = 0;
    for (let place = 0; place < this.#table.length; place += WORDS) {
      if (this.#table[place] === 0) continue;
      for (let word = 0; word < WORDS; word += 1) end = bytes.writeUInt32BE(this.#table[place + word] as number, end);
    }
    return bytes;
  }

  /** Adds the digests from `toBytes`. */
  addBytes(bytes: Buffer): void {
    for (let start = 0; start + DIGEST_BYTES <= bytes.length; start += DIGEST_BYTES) {
      for (let word = 0; word < WORDS; word += 1) this.#words[word] = bytes.readUInt32BE(start + 4 * word);
      this.#insert();
    }
  }

  /** Reads a digest into `#words`. A first word of 0 marks a free place, so that 1 replaces it in a digest. */
  #read(digest: Hex): void {
    for (let word = 0; word < WORDS; word += 1)
      this.#words[word] = parseInt(digest.slice(2 + 8 * word, 10 + 8 * word), 16);
    if (this.#words[0] === 0) this.#words[0] = 1;
  }

  #insert(): void {
    if (this.#size * WORDS >= this.#table.length * MAX_LOAD) this.#grow();
    const place = this.#place();
    if (this.#table[place] !== 0) return;
    this.#table.set(this.#words, place);
    this.#size += 1;
  }

  #grow(): void {
    const [before, inserted] = [this.#table, [...this.#words]];
    this.#table = new Uint32Array(2 * before.length);
    for (let place = 0; place < before.length; place += WORDS) {
      if (before[place] === 0) continue;
      for (let word = 0; word < WORDS; word += 1) this.#words[word] = before[place + word] as number;
      this.#table.set(this.#words, this.#place());
    }
    this.#words.set(inserted);
  }

  /** Finds the place of the digest, or the first free place after the start that its second word determines. */
  #place(): number {
    const table = this.#table;
    const words = this.#words;
    const [first = 0, second = 0, third = 0, fourth = 0] = [words[0], words[1], words[2], words[3]];
    let place = (second % (table.length / WORDS)) * WORDS;
    while (
      table[place] !== 0 &&
      !(
        table[place] === first &&
        table[place + 1] === second &&
        table[place + 2] === third &&
        table[place + 3] === fourth
      )
    )
      place = (place + WORDS) % table.length;
    return place;
  }
}
