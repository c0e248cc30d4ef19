import type { Custody } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import type { EnrolledParticipant } from "../proof/consortium-slots.ts";
import type { Finality } from "../finality/finality.ts";
import type { LedgerPlace } from "../proof/expected-code.ts";
import type { ProvenMatter } from "./matter/matter-report.ts";
import type { ProvenStatement } from "./proven-statement.ts";

/**
 * - `proved`: the file is consistent, and parties that the reader's policy names confirm its block and its ledger.
 * - `undecided`: the file is consistent, and relies on facts that the reader has to confirm.
 * - `refuted`: a statement of the file is false.
 * - `unreadable`: the bytes are not a whole evidence file of a known version. This says nothing about its statements.
 */
export type EvidenceVerdict = "proved" | "undecided" | "refuted" | "unreadable";

/** Result of verifying an evidence file. */
export interface EvidenceReport {
  readonly verdict: EvidenceVerdict;
  /** The error that refutes the file or makes it unreadable; `null` otherwise. */
  readonly problem: { readonly code: string; readonly text: string; readonly remedy: string } | null;
  /** The history of a shipment that the file proves under `assumed`; `null` for any other file. */
  readonly history: ProvenHistory | null;
  /** The history of a matter that the file proves under `assumed`; `null` for any other file. */
  readonly matter: ProvenMatter | null;
  readonly proved: readonly Statement[];
  readonly notProved: readonly Statement[];
  readonly assumed: readonly Statement[];
}

/** A sentence of the report for people. */
export interface Statement {
  /** Code for programs. */
  readonly code: string;
  readonly text: string;
  /** Entries that the statement covers; empty for all entries. */
  readonly entries: readonly EntryHash[];
}

/** The proved history, without unproved statements of the file's maker. Times are Unix seconds. */
export interface ProvenHistory {
  readonly place: LedgerPlace;
  readonly block: { readonly number: number; readonly hash: Bytes32; readonly time: number };
  readonly vouchers: readonly Finality[];
  readonly shipment: ShipmentId;
  /** Canonical identifiers of blinded shipment ids. */
  readonly identifiers: Readonly<Record<ShipmentId, string>>;
  readonly head: EntryHash;
  readonly custody: Custody;
  /** The unit that directly contains the shipment, or `null`. */
  readonly container: ShipmentId | null;
  readonly participants: readonly (EnrolledParticipant & { readonly id: ParticipantId })[];
  readonly entries: readonly ProvenEntry[];
}

/** An entry whose hash, author and payload are proved. */
export interface ProvenEntry extends ProvenStatement {
  readonly shipment: ShipmentId;
  readonly kind: Kind;
  /** The disclosed fields; `null` if the file contains no part of the payload. */
  readonly payload: JsonObject | null;
}
