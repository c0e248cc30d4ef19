import type { Bytes32, Hex } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";

/** Computes the storage slot of a mapping's value: Keccak-256 of the key and the mapping's slot, a word each. */
export function mappingSlot(mapping: number | Bytes32, key: number | Hex): Bytes32 {
  return keccak256Hex(bytesOf(`${wordOf(key)}${wordOf(mapping).slice(2)}`));
}

/** Computes the slot `offset` words after `slot`, for instance of a later field of a struct. */
export function slotBehind(slot: Bytes32, offset: number): Bytes32 {
  return `0x${(BigInt(slot) + BigInt(offset)).toString(16).padStart(64, "0")}`;
}

function wordOf(value: number | Hex): Bytes32 {
  const digits = typeof value === "number" ? value.toString(16) : value.slice(2);
  return `0x${digits.padStart(64, "0")}`;
}
