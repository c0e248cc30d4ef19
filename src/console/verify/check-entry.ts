import { signerOf, type Recover, type Signer } from "../../audit/evidence/check-signature.ts";
import { createEntryDigest } from "../../audit/proof/entry-digest.ts";
import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import { ZERO_BYTES32, type EntryHash, type Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { entryFromView } from "../../api/entry-from-view.ts";
import type { EntryView } from "../../api/entry.ts";
import type { ParticipantView } from "../../api/participant.ts";

/**
 * What does not hold of an entry: its hash is not the digest of its fields; nobody made its signature; the key that did
 * is none of its author's, or was not valid when its block was made; it does not name the entry before it.
 */
export type EntryFault = "hash" | "signature" | "signer" | "validity" | "link";

/** What the entry before this one is: itself, that there is none, or that the reader may not see it. */
export type Before = EntryView | "none" | "unseen";

export interface EntryVerdict {
  readonly hash: EntryHash;
  /** The key that signed it; `null` when nobody did. */
  readonly key: Hex | null;
  /** Whether a contract judged the signature (ERC-1271): only the ledger knows what it said. */
  readonly wallet: boolean;
  /** Whether the entry before it was there to be compared. */
  readonly linked: boolean;
  readonly faults: readonly EntryFault[];
}

/**
 * Makes the check of entries as the gateway tells them: from their fields to digest, signer and link. It shows that
 * the answer agrees with itself and was signed with the keys that the gateway names; that the chain has the entry, and
 * the registry the keys, takes evidence.
 *
 * @param participants with all their keys, as the gateway tells them.
 */
export function createEntryCheck(
  ledger: LedgerOrigin,
  participants: readonly Pick<ParticipantView, "id" | "keys">[],
  recover: Recover,
): (entry: EntryView, before: Before) => EntryVerdict {
  const digestOf = createEntryDigest(ledger);
  const digest = (entry: EntryView) => digestOf(entryFromView(entry));
  const keys = new Map(participants.map(({ id, keys }) => [id, keys]));

  const isLinked = (entry: EntryView, before: Exclude<Before, "unseen">) =>
    before === "none"
      ? entry.previous === ZERO_BYTES32 && entry.sequence === 1
      : entry.previous === digest(before) &&
        entry.shipment === before.shipment &&
        entry.sequence === before.sequence + 1;

  return (entry, before) => {
    const computed = digest(entry);
    const signer = trySigner(computed, entry.signature, recover);
    const key = keys.get(entry.author?.id ?? 0)?.find(({ address }) => address === signer?.key);
    const isValid = key && entry.recordedAt >= key.validFrom && entry.recordedAt < key.validUntil;
    const faults: EntryFault[] = [];
    if (computed !== entry.hash) faults.push("hash");
    if (signer === undefined) faults.push("signature");
    else if (key === undefined) faults.push("signer");
    else if (isValid === false) faults.push("validity");
    if (before !== "unseen" && !isLinked(entry, before)) faults.push("link");
    const { wallet = false } = signer ?? {};
    return { hash: entry.hash, key: signer?.key ?? null, wallet, linked: before !== "unseen", faults };
  };
}

function trySigner(digest: EntryHash, signature: Hex, recover: Recover): Signer | undefined {
  try {
    return signerOf(digest, signature, recover);
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid", "EvidenceContradicted")) throw error;
    return undefined;
  }
}
