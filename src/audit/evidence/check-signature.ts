import type { EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import type { RegisteredKey } from "../proof/consortium-slots.ts";
import { contradicted } from "./contradicted.ts";

/** Recovers the lower-case address that signed a digest. @throws SignatureInvalid */
export type Recover = (digest: EntryHash, signature: Hex) => Hex;

/** Signer of an entry. */
export interface Signer {
  readonly key: Hex;
  /** A contract that judges its signatures itself (ERC-1271): what it answered then, only the ledger knows. */
  readonly wallet: boolean;
}

const ADDRESS_CHARACTERS = 42;

/** The key that made a signature, in the encodings of `IShipmentLedger.SignedEntry`. @throws EvidenceContradicted */
export function signerOf(hash: EntryHash, signature: Hex, recover: Recover): Signer {
  const bytes = (signature.length - 2) / 2;
  if (bytes === 64 || bytes === 65) return { key: recover(hash, signature), wallet: false };
  if (signature.length < ADDRESS_CHARACTERS) throw contradicted(`entry ${hash}`, "its signature is too short");
  return { key: signature.slice(0, ADDRESS_CHARACTERS) as Hex, wallet: true };
}

/**
 * Checks that the registry knows the key as the author's, and that it was valid when the entry was recorded. A key
 * never passes to another participant, and its interval only ever becomes shorter.
 *
 * @param recordedAt Unix seconds; `null` when that is not known.
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
