/** What RLP encodes: bytes, or a list of such. */
export type RlpItem = Uint8Array | readonly RlpItem[];

/** RLP encoding (Ethereum Yellow Paper, appendix B). */
export function rlp(item: RlpItem): Buffer {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && (item[0] ?? 0) < 0x80) return Buffer.from(item);
    return Buffer.concat([prefix(0x80, item.length), item]);
  }
  const items = item.map(rlp);
  const length = items.reduce((sum, encoded) => sum + encoded.length, 0);
  return Buffer.concat([prefix(0xc0, length), ...items]);
}

/** A whole number as RLP wants it: big-endian without leading zeros, so 0 is no bytes. */
export function rlpNumber(value: number | bigint): Buffer {
  const digits = value.toString(16);
  return value === 0 || value === 0n
    ? Buffer.alloc(0)
    : Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
}

function prefix(base: number, length: number): Buffer {
  if (length < 56) return Buffer.from([base + length]);
  const bytes = rlpNumber(length);
  return Buffer.concat([Buffer.from([base + 55 + bytes.length]), bytes]);
}
