import { base64 } from "@scure/base";
import { concatBytes } from "@noble/hashes/utils.js";
import { PortolanError } from "../errors/portolan-error.ts";
import { fromBase64 } from "../encoding/strict-base64.ts";
import { COSIGNATURE_TYPE, isKeyName, keyId } from "./key-id.ts";

/** Bytes of an Ed25519 public key (RFC 8032). */
const KEY_BYTES = 32;

/** The public key that verifies a witness's cosignatures. */
export interface VerifierKey {
  readonly name: string;
  /** 8 lower-case hexadecimal digits. */
  readonly id: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  return { name, id: keyId(name, COSIGNATURE_TYPE, publicKey), publicKey };
}

/** The verifier key as text, `name+id+key` (c2sp.org/signed-note). */
export function formatVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${base64.encode(concatBytes(Uint8Array.of(COSIGNATURE_TYPE), publicKey))}`;
}

/**
 * Reads a verifier key of a witness (type 0x04).
 *
 * @throws VerifierKeyMalformed
 */
export function parseVerifierKey(text: string): VerifierKey {
  const malformed = (problem: string) => new PortolanError("VerifierKeyMalformed", { problem });
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text);
  if (parts === null) throw malformed("it does not have the form name+id+key");
  const [, name = "", id, key = ""] = parts;
  if (!isKeyName(name)) throw malformed("its name has a space or control character, or is too long");
  const encoded = fromBase64(key);
  if (encoded === undefined) throw malformed("its key is not Base 64");
  if (encoded[0] !== COSIGNATURE_TYPE) throw malformed("it is not of type 4, a timestamped Ed25519 cosignature");
  if (encoded.length !== 1 + KEY_BYTES) throw malformed(`its key has not ${KEY_BYTES} bytes`);
  const verifier = verifierKey(name, encoded.slice(1));
  if (verifier.id !== id) throw malformed("its id does not match its name and key");
  return verifier;
}
