import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { EntryHash } from "../domain/entry.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";
import { CONTENT_LABEL, ledgerBytes } from "./sealing-labels.ts";
import { bytesOf } from "../domain/encoding/hex.ts";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/** Zero, because each content key seals once: {@link sealContent} makes a new key for each content. */
const NONCE = Buffer.alloc(12);

/** Content sealed once for all its recipients. */
export interface SealedContent {
  readonly entry: EntryHash;
  /** The content key, 32 bytes. Each recipient gets it sealed to its own key. */
  readonly key: Uint8Array;
  /** The ciphertext and its tag of 16 bytes. */
  readonly bytes: Uint8Array;
}

/** Seals content by AES-256-GCM with a new random key. The associated data names protocol, ledger and entry. */
export function sealContent(content: Uint8Array, entry: EntryHash, ledger: LedgerDomain): SealedContent {
  const key = randomBytes(KEY_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, NONCE, { authTagLength: TAG_BYTES });
  cipher.setAAD(contentBinding(entry, ledger));
  const bytes = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  return { entry, key, bytes };
}

/** Opens sealed content. Returns `undefined` when key, entry, ledger or bytes are not those of the sealing. */
export function openContent(
  bytes: Uint8Array,
  key: Uint8Array,
  entry: EntryHash,
  ledger: LedgerDomain,
): Uint8Array | undefined {
  if (bytes.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAAD(contentBinding(entry, ledger));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const content = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return content;
}

function contentBinding(entry: EntryHash, ledger: LedgerDomain): Uint8Array {
  return Buffer.concat([CONTENT_LABEL, ledgerBytes(ledger), bytesOf(entry)]);
}
