import { concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/** What RLP encodes: bytes, or a list of such. */
export type RlpItem = Uint8Array | readonly RlpItem[];

/** RLP encoding (Ethereum Yellow Paper, appendix B). */
export function rlp(item: RlpItem): Uint8Array {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && (item[0] ?? 0) < 0x80) return item;
    return concatBytes(prefix(0x80, item.length), item);
  }
  const items = item.map(rlp);
  const length = items.reduce((sum, encoded) => sum + encoded.length, 0);
  return concatBytes(prefix(0xc0, length), ...items);
}

/** A whole number as RLP wants it: big-endian without leading zeros, so 0 is no bytes. */
export function rlpNumber(value: number | bigint): Uint8Array {
  const digits = value.toString(16);
  return value === 0 || value === 0n
    ? new Uint8Array()
    : hexToBytes(digits.padStart(digits.length + (digits.length % 2), "0"));
}

function prefix(base: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length);
  const bytes = rlpNumber(length);
  return concatBytes(Uint8Array.of(base + 55 + bytes.length), bytes);
}
