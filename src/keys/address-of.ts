import type { Hex } from "../domain/entry.ts";
import { keccak256 } from "../domain/encoding/keccak256.ts";

/** The address of an account, lower-case: the last 20 bytes of the hash of its public key (65 bytes, uncompressed). */
export function addressOf(publicKey: Uint8Array): Hex {
  return `0x${Buffer.from(keccak256(publicKey.subarray(1))).toString("hex", 12)}`;
}
