import type { SuiteId } from "../domain/directory/hpke-suite.ts";
import type { Bytes32, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { failureOf } from "./failure-of.ts";
import type { FollowedLedger } from "./followed-ledger.ts";
import { bodyDigest, PARCEL, type Parcel } from "./parcel.ts";
import type { ParcelJudgement } from "./parcel-outcome.ts";
import { requireSender } from "./require-sender.ts";
import { isWeaker } from "./sealing-suite.ts";
import { signedDigest } from "./sign-parcels.ts";
import { statementDigest } from "./statement.ts";

/** The recipient of parcels, and what it knows before it opens them. */
export interface ParcelRecipient {
  readonly member: ParticipantId;
  readonly ledger: FollowedLedger;
  /** The strongest suite of the member's keys that were valid at a block; `undefined` without a key. */
  readonly requiredSuite: (height: number) => SuiteId | undefined;
  /** Signatures that were verified for other parcels of the same request, each with the digest that it is over. */
  readonly verified?: Set<string>;
}

/** A parcel of its stated sender, still sealed; or the outcome of another item. */
export type Authentication = { readonly id: Bytes32 } & (
  | { readonly outcome: "authentic"; readonly parcel: Parcel }
  | Extract<ParcelJudgement, { outcome: "refused" | "unsupported" | "early" }>
);

/** Judges a parcel before it is opened: recipient, signature, body and suite. Never throws for a parcel's content. */
export function authenticateParcel(parcel: Parcel, recipient: ParcelRecipient): Authentication {
  const { domain, height } = recipient.ledger;
  const id = statementDigest(PARCEL, parcel.statement, domain);
  try {
    requireAuthentic(id, parcel, recipient);
    return { id, outcome: "authentic", parcel };
  } catch (error) {
    const mayFollow = PortolanError.is(error, "ExchangeSenderUnknown", "ExchangeSignatureInvalid");
    if (mayFollow && parcel.statement.height > height) return { id, outcome: "early", entry: undefined, height };
    return { id, outcome: "refused", failure: failureOf(error) };
  }
}

/** @throws the errors of {@link requireSender}; ExchangeNotRecipient, ParcelBodyAltered, ParcelSuiteRefused */
function requireAuthentic(
  id: Bytes32,
  parcel: Parcel,
  { member, ledger, requiredSuite, verified }: ParcelRecipient,
): void {
  const { statement, signature, access, content } = parcel;
  const { recipient, sender, suite } = statement;
  if (recipient !== member) throw new PortolanError("ExchangeNotRecipient", { recipient, member });
  const digest = signedDigest(id, parcel, ledger.domain);
  if (digest === undefined) throw new PortolanError("ExchangeSignatureInvalid", { sender });
  if (verified?.has(digest + signature) !== true) requireSender(sender, digest, signature, ledger);
  verified?.add(digest + signature);
  if (statement.size !== content.length || statement.body !== bodyDigest(access, content))
    throw new PortolanError("ParcelBodyAltered", { parcel: id });
  const required = requiredSuite(Math.min(statement.height, ledger.height));
  if (required !== undefined && isWeaker(suite, required))
    throw new PortolanError("ParcelSuiteRefused", { parcel: id, suite, required });
}
