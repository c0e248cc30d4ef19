import { canonicalJson } from "../domain/encoding/canonical-json.ts";
import type { JsonObject } from "../domain/encoding/json.ts";
import { sha256 } from "../domain/encoding/sha256.ts";
import type { Bytes32 } from "../domain/entry.ts";

/** SHA-256 over the canonical JSON (RFC 8785) of members of a statement that no EIP-712 field holds. */
export function membersDigest(members: JsonObject): Bytes32 {
  return `0x${sha256(canonicalJson(members), "hex")}`;
}
