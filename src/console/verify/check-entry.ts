import { signatureKeyOf, type Recover, type SignatureKey } from "../../audit/evidence/check-signature.ts";
import { createEntryDigest } from "../../audit/proof/entry-digest.ts";
import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import { ZERO_BYTES32, type EntryHash, type Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { entryFromView } from "../../api/entry-from-view.ts";
import type { EntryView } from "../../api/entry.ts";
import type { ParticipantView } from "../../api/participant.ts";

/**
 * A fault of an entry. `hash`: it is not the digest of the fields. `signature`: it is malformed. `signer`: the key does
 * not belong to the author. `validity`: the key was not valid at the time of the block. `link`: the entry does not
 * contain the hash of the previous one.
 */
export type EntryFault = "hash" | "signature" | "signer" | "validity" | "link";

/** The previous entry; "none" for a first entry; "unseen" when the reader may not read it. */
export type Before = EntryView | "none" | "unseen";

export interface EntryCheckResult {
  readonly hash: EntryHash;
  /** The key that signed the entry; `null` when the signature is malformed. */
  readonly key: Hex | null;
  /** Whether a wallet contract judged the signature (ERC-1271): only the ledger knows its judgement. */
  readonly wallet: boolean;
  /** Whether the previous entry was available for the comparison. */
  readonly linked: boolean;
  readonly faults: readonly EntryFault[];
}

/**
 * Makes the check of an entry from the gateway: its fields, digest, signer and link. It shows that the answer is
 * consistent and signed with the keys that the gateway names. Only evidence proves that the chain has the entry and
 * that the registry has the keys.
 *
 * @param participants Participants with all their keys, from the gateway.
 */
export function createEntryCheck(
  ledger: LedgerOrigin,
  participants: readonly Pick<ParticipantView, "id" | "keys">[],
  recover: Recover,
): (entry: EntryView, before: Before) => EntryCheckResult {
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

function trySigner(digest: EntryHash, signature: Hex, recover: Recover): SignatureKey | undefined {
  try {
    return signatureKeyOf(digest, signature, recover);
  } catch (error) {
    if (!PortolanError.is(error, "SignatureInvalid", "EvidenceContradicted")) throw error;
    return undefined;
  }
}
