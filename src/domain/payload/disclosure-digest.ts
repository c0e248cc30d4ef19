import type { Bytes32 } from "../entry.ts";
import { sha256 } from "../encoding/sha256.ts";

/** SHA-256 over the ASCII text of a disclosure, in base64url (RFC 9901, 4.2.3). */
export function disclosureDigest(disclosure: string): string {
  return sha256(disclosure, "base64url");
}

/** The commitment to a payload. @param object Canonical JSON of the concealed payload. */
export function commitmentOfConcealed(object: string): Bytes32 {
  return `0x${sha256(object, "hex")}`;
}
