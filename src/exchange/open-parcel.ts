import type { Bytes32, ParticipantId } from "../domain/entry.ts";
import { sha256 } from "../domain/encoding/sha256.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { requireSender } from "./require-sender.ts";
import type { DecryptionKey } from "./encryption-key.ts";
import { failureOf, unlessRefused } from "./failure-of.ts";
import type { FollowedLedger } from "./followed-ledger.ts";
import { bodyDigest, decodeParcel, PARCEL, type Parcel } from "./parcel.ts";
import { readParcelContent } from "./parcel-content.ts";
import type { MismatchProblem, OpenedParcel, ParcelJudgement, ParcelOutcome } from "./parcel-outcome.ts";
import { openAccess, type Claim } from "./seal-access.ts";
import { openContent } from "./seal-content.ts";
import { isWeaker } from "./sealing-suite.ts";
import type { SuiteId } from "../domain/directory/hpke-suite.ts";
import { statementDigest } from "./statement.ts";
import { verifyIdentities } from "./verify-identities.ts";
import { verifyPayload } from "./verify-payload.ts";

/** What the recipient knows, with which it judges a parcel. */
export interface ParcelJudge {
  readonly member: ParticipantId;
  readonly ledger: FollowedLedger;
  /** The member's private key of an id; `undefined` for a lost, foreign or erased key. */
  readonly decryptionKey: (id: Bytes32) => DecryptionKey | undefined;
  /** The strongest suite of the member's keys that were valid at a block; `undefined` without a key. */
  readonly requiredSuite: (height: number) => SuiteId | undefined;
  /** Why the member is not entitled to the content by its own calculation; `undefined` when it is entitled. */
  readonly refuseClaim: (opened: OpenedParcel) => Promise<Claim | undefined>;
}

/**
 * Judges a received item, in an order that trusts nothing: size, JSON and version; recipient; signature; body; suite;
 * decryption; form of the content; entry; commitment; identities; entitlement. Never throws for an item's content.
 *
 * @param item The bytes of one line, without its end.
 */
export async function openParcel(item: Uint8Array, judge: ParcelJudge): Promise<ParcelOutcome> {
  const { domain, height } = judge.ledger;
  let parcel: Parcel;
  try {
    parcel = decodeParcel(item);
  } catch (error) {
    const id: Bytes32 = `0x${sha256(item, "hex")}`;
    if (PortolanError.is(error, "ExchangeVersionUnsupported"))
      return { id, outcome: "unsupported", version: Number(error.facts["version"]) };
    return { id, outcome: "refused", failure: failureOf(error) };
  }
  const { statement: header } = parcel;
  const id = statementDigest(PARCEL, header, domain);
  try {
    requireAuthentic(id, parcel, judge);
  } catch (error) {
    const mayFollow = PortolanError.is(error, "ExchangeSenderUnknown", "ExchangeSignatureInvalid");
    if (mayFollow && header.height > height) return { id, outcome: "early", entry: undefined, height };
    return { id, outcome: "refused", failure: failureOf(error) };
  }
  return { id, ...(await judgeSealed(parcel, judge)) };
}

/** @throws the errors of {@link requireSender}; ExchangeNotRecipient, ParcelBodyAltered, ParcelSuiteRefused */
function requireAuthentic(id: Bytes32, { statement, signature, access, content }: Parcel, judge: ParcelJudge): void {
  const { recipient, sender, suite } = statement;
  const { member, ledger } = judge;
  if (recipient !== member) throw new PortolanError("ExchangeNotRecipient", { recipient, member });
  requireSender(sender, id, signature, ledger);
  if (statement.size !== content.length || statement.body !== bodyDigest(access, content))
    throw new PortolanError("ParcelBodyAltered", { parcel: id });
  const required = judge.requiredSuite(Math.min(statement.height, ledger.height));
  if (required !== undefined && isWeaker(suite, required))
    throw new PortolanError("ParcelSuiteRefused", { parcel: id, suite, required });
}

async function judgeSealed({ statement, access, content }: Parcel, judge: ParcelJudge): Promise<ParcelJudgement> {
  const { ledger } = judge;
  const undecryptable = { outcome: "undecryptable", key: statement.key } as const;
  const key = judge.decryptionKey(statement.key);
  if (key?.suite !== statement.suite) return undecryptable;
  const opened = await openAccess(access, statement, key, ledger.domain);
  if (opened === undefined) return undecryptable;
  const { contentKey, entry: hash, claim } = opened;
  const padded = openContent(content, contentKey, hash, ledger.domain);
  if (padded === undefined) return undecryptable;

  const mismatch = (problem: MismatchProblem) => ({ outcome: "mismatch", entry: hash, problem }) as const;
  const read = unlessRefused(() => readParcelContent(padded));
  if (read === undefined) return mismatch("content");
  const entry = await ledger.entry(hash);
  if (entry === undefined) return { outcome: "early", entry: hash, height: ledger.height };
  const payload = read.commitment === entry.commitment ? verifyPayload(read.payload, read.commitment) : undefined;
  if (payload === undefined) return mismatch("commitment");
  const identities = verifyIdentities(read.identities, entry);
  if (identities === undefined) return mismatch("identity");

  const parcel: OpenedParcel = { hash, entry, claim, identities, payload };
  const refused = await judge.refuseClaim(parcel);
  if (refused !== undefined) return { outcome: "notExpected", entry: hash, ...refused };
  return { outcome: "storable", header: statement, opened: parcel };
}
