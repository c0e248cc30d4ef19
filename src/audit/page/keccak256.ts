import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Bytes32 } from "../../domain/entry.ts";
import { hexOf } from "../../domain/encoding/hex.ts";

/** Computes Keccak-256 in JavaScript, because the page's content security policy forbids WebAssembly. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes);
}

export function keccak256Hex(bytes: Uint8Array): Bytes32 {
  return hexOf(keccak_256(bytes));
}
