import secp256k1 from "secp256k1";
import type { Bytes32, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { bytesOf, hexOf } from "../domain/encoding/hex.ts";
import { addressOf } from "./address-of.ts";

/** Half the order of secp256k1. The contract accepts only the lower s of each signature (EIP-2). */
const MAX_S = Buffer.from("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", "hex");

/**
 * Recovers the account that signed a digest, by the same rules as the ledger.
 *
 * @param signature r, s and the recovery bit in 64 bytes (EIP-2098), or r, s and v (27 or 28) in 65.
 * @returns the account's address, lower-case.
 * @throws SignatureInvalid
 */
export function recoverAddress(digest: Bytes32, signature: Hex): Hex {
  const { rs, recoveryBit } = split(signature);
  const message = bytesOf(digest);
  if (MAX_S.compare(rs, 32, 64) < 0) throw invalid("its s is in the upper half of the curve's order");
  try {
    return addressOf(secp256k1.ecdsaRecover(rs, recoveryBit, message, false));
  } catch {
    throw invalid("no key has made it");
  }
}

/** Converts a signature to the 64 bytes of EIP-2098. @throws SignatureInvalid */
export function compactSignature(signature: Hex): Hex {
  const { rs, recoveryBit } = split(signature);
  rs[32] = (rs[32] ?? 0) | (recoveryBit << 7);
  return hexOf(rs);
}

function split(signature: Hex): { rs: Buffer; recoveryBit: number } {
  const bytes = Buffer.from(signature.slice(2), "hex");
  if (signature.length !== 2 + 2 * bytes.length) throw invalid("it is not hexadecimal");
  const rs = bytes.subarray(0, 64);
  switch (bytes.length) {
    case 64: {
      const first = bytes[32] ?? 0;
      rs[32] = first & 0x7f;
      return { rs, recoveryBit: first >> 7 };
    }
    case 65: {
      const v = bytes[64];
      if (v !== 27 && v !== 28) throw invalid("its v is neither 27 nor 28");
      return { rs, recoveryBit: v - 27 };
    }
    default:
      throw invalid(`it has ${bytes.length} bytes`);
  }
}

function invalid(problem: string): PortolanError {
  return new PortolanError("SignatureInvalid", { problem });
}
