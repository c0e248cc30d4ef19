import type { Hex } from "../../domain/entry.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";

/** Whether a block's filter may contain the values. True can be wrong; false never is. */
export type BloomTest = (logsBloom: Hex) => boolean;

/**
 * Tests the filter of a block (Ethereum Yellow Paper, 4.3.1) for logs of any of these contracts: each sets three of 2,048
 * bits, named by the low 11 bits of the first three pairs of bytes of its address's Keccak-256.
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
