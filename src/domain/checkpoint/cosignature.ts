import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { NoteSignature } from "./signed-note.ts";
import type { VerifierKey } from "./verifier-key.ts";
import type { WitnessKey } from "./witness-key.ts";

const TIMESTAMP_BYTES = 8;
const SIGNATURE_BYTES = 64;

/**
 * Cosigns the text of a checkpoint (c2sp.org/tlog-cosignature, `cosignature/v1` with Ed25519): the statement that this
 * is the longest history the witness has seen by then.
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

/** Whether a signature line claims to be of this key. Lines of other keys are to be ignored. */
export function isBy({ name, keyId }: NoteSignature, key: VerifierKey): boolean {
  return name === key.name && keyId === key.id;
}

/**
 * When a witness cosigned the text, in Unix seconds; `undefined` when the signature does not hold.
 *
 * @param line of this key, see {@link isBy}.
 */
export function cosignedAt(text: string, { signature }: NoteSignature, key: VerifierKey): number | undefined {
  if (signature.length !== TIMESTAMP_BYTES + SIGNATURE_BYTES) return undefined;
  const timestamp = decodeTimestamp(signature);
  if (timestamp === undefined) return undefined;
  const message = cosignedMessage(text, timestamp);
  // Strictly RFC 8032: the laxer rules of ZIP 215 take some signatures that other tools do not.
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

/** `undefined` for a time that a number cannot hold exactly, which lies beyond any calendar. */
function decodeTimestamp(bytes: Uint8Array): number | undefined {
  const timestamp = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return timestamp <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(timestamp) : undefined;
}
