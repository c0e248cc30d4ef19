import type { Hex } from "../../domain/entry.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";

/** Whether a block's filter may match. `true` can be a false positive; `false` is certain. */
export type BloomTest = (logsBloom: Hex) => boolean;

/**
 * Creates a test of a block's bloom filter (Ethereum Yellow Paper, 4.3.1) for logs of any of these contracts. A
 * contract sets three of 2,048 bits: the low 11 bits of each of the first three byte pairs of the Keccak-256 of its
 * address.
 */
export function createBloomTest(addresses: readonly Hex[]): BloomTest {
  const wanted = addresses.map((address) => {
    const hash = Buffer.from(keccak256(bytesOf(address)));
    return [0, 2, 4].map((at) => hash.readUInt16BE(at) % 2048);
  });
  return (logsBloom) => wanted.some((bits) => bits.every((bit) => isSet(logsBloom, bit)));
}

function isSet(logsBloom: Hex, bit: number): boolean {
  const digit = parseInt(logsBloom[2 + 511 - (bit >> 2)] as string, 16);
  return ((digit >> (bit & 3)) & 1) === 1;
}
