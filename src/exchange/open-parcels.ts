import { setImmediate as nextTurn } from "node:timers/promises";
import type { Bytes32, EntryHash } from "../domain/entry.ts";
import type { Authentication } from "./authenticate-parcel.ts";
import type { DecryptionKey } from "./encryption-key.ts";
import { unlessRefused } from "./failure-of.ts";
import type { FollowedLedger } from "./followed-ledger.ts";
import type { Parcel } from "./parcel.ts";
import { readParcelContent } from "./parcel-content.ts";
import type { MismatchProblem, ParcelJudgement, ParcelOutcome, ParcelSubject } from "./parcel-outcome.ts";
import { type ContentAccess, openAccess } from "./seal-access.ts";
import { openContent } from "./seal-content.ts";
import { verifyIdentities } from "./verify-identities.ts";
import { verifyPayload } from "./verify-payload.ts";

/** What the recipient knows, with which it opens and judges parcels. */
export interface ParcelJudge {
  readonly ledger: FollowedLedger;
  /** The member's private key of an id; `undefined` for a lost, foreign or erased key. */
  readonly decryptionKey: (id: Bytes32) => Promise<DecryptionKey | undefined>;
  /** Those of these entries and acts that the ledgers have. */
  readonly entries: (hashes: readonly EntryHash[]) => Promise<ReadonlyMap<EntryHash, ParcelSubject>>;
}

/**
 * Opens authentic parcels and judges each by itself: decryption, entry, form of the content, commitment, identities.
 * Never throws for a parcel's content. The entitlement to what was opened is for the recipient to judge.
 */
export async function openParcels(
  authentications: readonly Authentication[],
  judge: ParcelJudge,
): Promise<ParcelOutcome[]> {
  const unsealed = await Promise.all(
    authentications.map(async (one) => (one.outcome === "authentic" ? unseal(one.parcel, judge) : undefined)),
  );
  const hashes = unsealed.flatMap((one) => (one === undefined ? [] : [one.access.entry]));
  const entries = hashes.length === 0 ? new Map<EntryHash, ParcelSubject>() : await judge.entries([...new Set(hashes)]);
  const outcomes: ParcelOutcome[] = [];
  for (const [index, one] of authentications.entries()) {
    if (one.outcome !== "authentic") {
      outcomes.push(one);
      continue;
    }
    const opened = unsealed[index];
    const judgement =
      opened === undefined
        ? ({ outcome: "undecryptable", key: one.parcel.statement.key } as const)
        : judgeOpened(one.parcel, opened, entries.get(opened.access.entry), judge.ledger.height);
    outcomes.push({ id: one.id, ...judgement });
    // The commitment of a large payload takes milliseconds, and other requests wait for none of them.
    await nextTurn();
  }
  return outcomes;
}

interface Unsealed {
  readonly access: ContentAccess;
  readonly padded: Uint8Array;
}

async function unseal(
  { statement, access, content }: Parcel,
  { ledger, decryptionKey }: ParcelJudge,
): Promise<Unsealed | undefined> {
  const key = await decryptionKey(statement.key);
  if (key?.suite !== statement.suite) return undefined;
  const opened = await openAccess(access, statement, key, ledger.domain);
  const padded = opened && openContent(content, opened.contentKey, opened.entry, ledger.domain);
  return opened && padded && { access: opened, padded };
}

function judgeOpened(
  { statement }: Parcel,
  { access: { entry: hash, claim }, padded }: Unsealed,
  entry: ParcelSubject | undefined,
  height: number,
): ParcelJudgement {
  const mismatch = (problem: MismatchProblem) => ({ outcome: "mismatch", entry: hash, problem }) as const;
  const read = unlessRefused(() => readParcelContent(padded));
  if (read === undefined) return mismatch("content");
  if (entry === undefined) return { outcome: "early", entry: hash, height };
  const payload = read.commitment === entry.commitment ? verifyPayload(read.payload, read.commitment) : undefined;
  if (payload === undefined) return mismatch("commitment");
  const identities = verifyIdentities(read.identities, entry);
  if (identities === undefined) return mismatch("identity");
  return { outcome: "storable", header: statement, opened: { hash, entry, claim, identities, payload } };
}
