import { bytesOf } from "../encoding/hex.ts";
import { keccak256Hex } from "../encoding/keccak256.ts";
import type { Bytes32, Hex } from "../entry.ts";

/** The digest under which a recovery key is registered: Keccak-256 of its address as one word. */
export function recoveryDigestOf(address: Hex): Bytes32 {
  return keccak256Hex(bytesOf(`0x${address.slice(2).padStart(64, "0")}`));
}
