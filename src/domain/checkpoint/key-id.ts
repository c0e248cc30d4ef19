import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** The type byte of a timestamped Ed25519 cosignature (c2sp.org/signed-note, signature types). */
export const COSIGNATURE_TYPE = 0x04;

/** Most characters in the name of a key: the largest value of its length byte. */
const MAX_NAME_CHARACTERS = 255;

/** Whether a key may have this name: not empty, without Unicode spaces and plus signs (c2sp.org/signed-note). */
export function isKeyName(name: string): boolean {
  return name.length <= MAX_NAME_CHARACTERS && /^[^\p{White_Space}\p{Cc}+]+$/u.test(name) && name.isWellFormed();
}

/**
 * The id of a key: 8 lower-case hexadecimal digits, the first four bytes of SHA-256 over name, newline, type and key
 * (c2sp.org/signed-note). It distinguishes keys and proves nothing.
 */
export function keyId(name: string, type: number, publicKey: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4));
}
