import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { NoteSignature } from "./signed-note.ts";
import type { VerifierKey } from "./verifier-key.ts";
import type { WitnessKey } from "./witness-key.ts";

const TIMESTAMP_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * Cosigns the text of a checkpoint (c2sp.org/tlog-cosignature, `cosignature/v1` with Ed25519). A cosignature states
 * that the witness had seen no longer history at this time.
 *
 * @param timestamp Unix seconds.
 */
export function cosign(text: string, key: WitnessKey, timestamp: number): NoteSignature {
  const { name, id } = key.verifier;
  return {
    name,
    keyId: id,
    signature: concatBytes(encodeTimestamp(timestamp), key.sign(cosignedMessage(text, timestamp))),
  };
}

/** Whether a signature line names this key. Readers ignore the lines of other keys. */
export function isBy({ name, keyId }: NoteSignature, key: VerifierKey): boolean {
  return name === key.name && keyId === key.id;
}

/**
 * The time of a witness's cosignature of the text, in Unix seconds; `undefined` when the signature is invalid.
 *
 * @param line A signature line of this key, see {@link isBy}.
 */
export function cosignedAt(text: string, { signature }: NoteSignature, key: VerifierKey): number | undefined {
  if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return undefined;
  const timestamp = decodeTimestamp(signature);
  if (timestamp === undefined) return undefined;
  const message = cosignedMessage(text, timestamp);
  // Strictly RFC 8032: the laxer rules of ZIP 215 accept some signatures that other tools refuse.
  const holds = ed25519.verify(signature.subarray(TIMESTAMP_BYTES), message, key.publicKey, { zip215: false });
  return holds ? timestamp : undefined;
}

function cosignedMessage(text: string, timestamp: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${timestamp}\n${text}`);
}

function encodeTimestamp(timestamp: number): Uint8Array {
  const bytes = new Uint8Array(TIMESTAMP_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(timestamp));
  return bytes;
}

/** The timestamp in Unix seconds; `undefined` when it exceeds 2^53 and so lies beyond any calendar. */
function decodeTimestamp(bytes: Uint8Array): number | undefined {
  const timestamp = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return timestamp <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(timestamp) : undefined;
}
