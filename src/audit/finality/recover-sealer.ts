import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";

/**
 * Recovers the address that signed a digest; `undefined` for an invalid signature.
 *
 * @param seal r, s and the recovery bit (0 or 1): 65 bytes.
 */
export function recoverSealer(digest: Bytes32, seal: Uint8Array): Hex | undefined {
  try {
    const signature = secp256k1.Signature.fromBytes(seal.subarray(0, 64), "compact").addRecoveryBit(seal[64] ?? 0);
    const key = signature.recoverPublicKey(bytesOf(digest)).toBytes(false);
    return hexOf(keccak256(key.subarray(1)).subarray(12));
  } catch {
    return undefined;
  }
}
