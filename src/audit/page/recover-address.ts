import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { EntryHash, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import { keccak256 } from "../../domain/encoding/keccak256.ts";
import { itemAt } from "../../domain/item-at.ts";

/**
 * Recovers in JavaScript the address that signed a digest, by the rules of the ledger.
 *
 * @param signature 64 bytes (EIP-2098) or 65 (r, s, v).
 * @throws SignatureInvalid
 */
export function recoverAddress(digest: EntryHash, signature: Hex): Hex {
  const { rs, bit } = split(bytesOf(signature));
  try {
    const parsed = secp256k1.Signature.fromBytes(rs, "compact");
    if (parsed.hasHighS()) throw invalid("its s is in the upper half of the curve's order");
    const key = parsed.addRecoveryBit(bit).recoverPublicKey(bytesOf(digest)).toBytes(false);
    return hexOf(keccak256(key.subarray(1)).subarray(12));
  } catch (error) {
    throw PortolanError.is(error) ? error : invalid("it does not belong to any key");
  }
}

function split(bytes: Uint8Array): { rs: Uint8Array; bit: number } {
  const rs = bytes.slice(0, 64);
  if (bytes.length === 64) {
    const first = itemAt(rs, 32);
    rs[32] = first & 0x7f;
    return { rs, bit: first >> 7 };
  }
  const v = bytes[64];
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) throw invalid("it has the wrong length or recovery value");
  return { rs, bit: v - 27 };
}

function invalid(problem: string): PortolanError {
  return new PortolanError("SignatureInvalid", { problem });
}
