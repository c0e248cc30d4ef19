import type { Custody } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import type { EnrolledParticipant } from "../proof/consortium-slots.ts";
import type { Finality } from "../finality/finality.ts";
import type { LedgerPlace } from "../proof/expected-code.ts";

/**
 * `proved`: the file holds, and under the reader's policy somebody whose word counts vouches for the block and the
 * ledger. `undecided`: the file holds in itself, and rests on what the reader has to know. `refuted`: it does not hold.
 */
export type EvidenceVerdict = "proved" | "undecided" | "refuted";

/** Result of verifying an evidence file. */
export interface EvidenceReport {
  readonly verdict: EvidenceVerdict;
  /** The error that refutes the file or makes it unreadable; `null` otherwise. */
  readonly problem: { readonly code: string; readonly text: string; readonly remedy: string } | null;
  /** Facts that the file proves under `assumed`; `null` for a refuted file. */
  readonly facts: EvidenceFacts | null;
  readonly proved: readonly Statement[];
  readonly notProved: readonly Statement[];
  readonly assumed: readonly Statement[];
}

/** One sentence for a person. */
export interface Statement {
  /** Code for programs. */
  readonly code: string;
  readonly text: string;
  /** Entries that the statement covers; empty for all entries. */
  readonly entries: readonly EntryHash[];
}

/** Proved facts, without statements of the file's maker. Times are Unix seconds. */
export interface EvidenceFacts {
  readonly place: LedgerPlace;
  readonly block: { readonly number: number; readonly hash: Bytes32; readonly time: number };
  readonly vouchers: readonly Finality[];
  readonly shipment: ShipmentId;
  /** Identifiers of blinded ids. */
  readonly identifiers: Readonly<Record<ShipmentId, string>>;
  readonly head: EntryHash;
  readonly custody: Custody;
  /** The unit that it is directly inside of, or `null`. */
  readonly container: ShipmentId | null;
  readonly participants: readonly (EnrolledParticipant & { readonly id: ParticipantId })[];
  readonly entries: readonly ProvenEntry[];
}

/** An entry whose hash, author and payload are proved. */
export interface ProvenEntry {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly kind: Kind;
  readonly author: ParticipantId;
  /** The author's key: an account's address, or that of a wallet contract. */
  readonly signer: Hex;
  readonly wallet: boolean;
  readonly counterparty: ParticipantId | null;
  readonly refersTo: Bytes32 | null;
  /** As the author states it. */
  readonly occurredAt: number;
  /** Time of the block that has it, where the file proves it. */
  readonly recordedAt: number | null;
  /** The disclosed fields; `null` when none of the payload is in the file. */
  readonly payload: JsonObject | null;
  /** Fields of the shown objects and arrays that are not disclosed. */
  readonly hidden: number;
}
