import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** An RLP value: bytes, or a list of values. */
export type RlpValue = Uint8Array | readonly RlpValue[];

/**
 * Largest depth of nested lists. A log's topics in a receipt are at level 4; embedded nodes of a trie are a few levels
 * deeper.
 */
const MAX_DEPTH = 16;

/**
 * Decodes one RLP value (Ethereum Yellow Paper, appendix B) strictly: shortest lengths, no trailing bytes. The result
 * contains views of `bytes`.
 *
 * @throws RlpMalformed
 */
export function decodeRlp(bytes: Uint8Array): RlpValue {
  const { value, end } = readValue(bytes, 0, bytes.length, 0);
  if (end !== bytes.length) throw malformed("it continues after the value");
  return value;
}

interface Read {
  readonly value: RlpValue;
  /** Offset of the next value. */
  readonly end: number;
}

function readValue(bytes: Uint8Array, start: number, limit: number, depth: number): Read {
  const first = start < limit ? (bytes[start] as number) : undefined;
  if (first === undefined) throw malformed("a value is missing");
  if (first < 0x80) return { value: bytes.subarray(start, start + 1), end: start + 1 };

  const isList = first >= 0xc0;
  const { from, to } = readExtent(bytes, start, limit, first - (isList ? 0xc0 : 0x80));
  if (isList) return { value: readList(bytes, from, to, depth + 1), end: to };
  if (to - from === 1 && (bytes[from] as number) < 0x80) throw malformed("a byte below 0x80 has a length prefix");
  return { value: bytes.subarray(from, to), end: to };
}

function readList(bytes: Uint8Array, from: number, to: number, depth: number): RlpValue[] {
  if (depth > MAX_DEPTH) throw malformed(`lists are nested deeper than ${MAX_DEPTH} levels`);
  const items: RlpValue[] = [];
  for (let position = from; position < to;) {
    const { value, end } = readValue(bytes, position, to, depth);
    items.push(value);
    position = end;
  }
  return items;
}

/** @param code the first byte without its type offset: a length up to 55, or 55 plus the size of the length. */
function readExtent(bytes: Uint8Array, start: number, limit: number, code: number): { from: number; to: number } {
  const size = Math.max(0, code - 55);
  const from = start + 1 + size;
  if (from > limit) throw malformed("a length is truncated");
  const length = size === 0 ? code : readLength(bytes.subarray(start + 1, from));
  const to = from + length;
  if (to > limit) throw malformed("a value is truncated");
  return { from, to };
}

function readLength(bytes: Uint8Array): number {
  if (bytes[0] === 0) throw malformed("a length begins with zero");
  if (bytes.length > 4) throw malformed("a length exceeds 4 bytes");
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (length < 56) throw malformed("a short length uses the long form");
  return length;
}

function malformed(problem: string): PortolanError {
  return new PortolanError("RlpMalformed", { problem });
}
