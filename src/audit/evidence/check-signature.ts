import type { EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import type { RegisteredKey } from "../proof/consortium-slots.ts";
import { contradicted } from "./contradicted.ts";

/** Recovers the address that signed a digest, in lower case. @throws SignatureInvalid */
export type Recover = (digest: EntryHash, signature: Hex) => Hex;

/** The key of an entry's signature. */
export interface SignatureKey {
  readonly key: Hex;
  /**
   * Whether the key is a contract that verifies its own signatures (ERC-1271). A file cannot repeat that verification.
   */
  readonly wallet: boolean;
}

const ADDRESS_CHARACTERS = 42;

/**
 * Finds the key of a signature, which has an encoding of `IShipmentLedger.SignedEntry`.
 *
 * @throws EvidenceContradicted, SignatureInvalid
 */
export function signatureKeyOf(hash: EntryHash, signature: Hex, recover: Recover): SignatureKey {
  const bytes = (signature.length - 2) / 2;
  if (bytes === 64 || bytes === 65) return { key: recover(hash, signature), wallet: false };
  if (signature.length < ADDRESS_CHARACTERS) throw contradicted(`entry ${hash}`, "its signature is too short");
  return { key: signature.slice(0, ADDRESS_CHARACTERS) as Hex, wallet: true };
}

/**
 * Checks that the key belongs to the author and was valid when the entry was recorded. The present registry suffices:
 * a key never changes its participant, and its interval can only become shorter.
 *
 * @param recordedAt Unix seconds; `null` if unknown.
 * @throws EvidenceContradicted
 */
export function requireKeyOf(
  author: ParticipantId,
  key: RegisteredKey | undefined,
  hash: EntryHash,
  recordedAt: number | null,
): void {
  if (key === undefined || key.participant === 0 || key.participant !== author) {
    throw contradicted(`entry ${hash}`, `no key of participant ${author} signed it`);
  }
  if (recordedAt !== null && (recordedAt < key.validFrom || recordedAt >= key.validUntil)) {
    throw contradicted(`entry ${hash}`, "its author's key was not valid when it was recorded");
  }
}
