import type { ParcelHeader } from "../api/exchange.ts";
import type { MatterId } from "../domain/cooperation/act.ts";
import type { Bytes32, Entry, EntryHash } from "../domain/entry.ts";
import type { Failure } from "../domain/errors/failure.ts";
import type { Claim } from "./seal-access.ts";
import type { VerifiedIdentity } from "./verify-identities.ts";
import type { VerifiedPayload } from "./verify-payload.ts";

/**
 * The outcome of a parcel. Its id is that of the parcel, or the SHA-256 of an item that is no readable parcel.
 * `refused`, `unsupported` and `early` without an entry may concern an item that the sender never made. A store must
 * not remember them under the id, or a forger could block the true parcel.
 */
export type ParcelOutcome = { readonly id: Bytes32 } & ParcelJudgement;

export type ParcelJudgement =
  | { readonly outcome: "unsupported"; readonly version: number }
  | { readonly outcome: "refused"; readonly failure: Failure }
  | { readonly outcome: "undecryptable"; readonly key: Bytes32 }
  | { readonly outcome: "mismatch"; readonly entry: EntryHash; readonly problem: MismatchProblem }
  /** The recipient has followed the ledger only to `height`, and does not know the entry, or the sender's key. */
  | { readonly outcome: "early"; readonly entry: EntryHash | undefined; readonly height: number }
  | { readonly outcome: "notExpected"; readonly entry: EntryHash; readonly rule: string; readonly height: number }
  | { readonly outcome: "storable"; readonly header: ParcelHeader; readonly opened: OpenedParcel };

/** Why content is not what its sender claims: its form, the entry's commitment, or the identity of a shipment. */
export type MismatchProblem = "content" | "commitment" | "identity";

/** The entry, or the act of a matter, whose payload or record a parcel brings. An act has no identities. */
export type ParcelSubject = Pick<Entry, "commitment" | "author"> &
  (Pick<Entry, "shipment" | "refersTo"> | { readonly matter: MatterId });

/** The verified content of a parcel. */
export interface OpenedParcel {
  readonly hash: EntryHash;
  readonly entry: ParcelSubject;
  readonly claim: Claim;
  readonly identities: readonly VerifiedIdentity[];
  readonly payload: VerifiedPayload;
}
