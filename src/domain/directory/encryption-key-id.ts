import { bytesOf } from "../encoding/hex.ts";
import { keccak256Hex } from "../encoding/keccak256.ts";
import type { Hex } from "../entry.ts";
import type { EncryptionKeyId } from "./directory-event.ts";

/** The id of an encryption key, as in the contract's library `EncryptionKeys`. @param suite HPKE KEM id. */
export function encryptionKeyId(suite: number, key: Hex): EncryptionKeyId {
  return keccak256Hex(Uint8Array.of(suite >> 8, suite & 0xff, ...bytesOf(key)));
}
