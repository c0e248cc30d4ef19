import type { Bytes32, Entry, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonLimits, JsonValue } from "../../domain/encoding/json.ts";
import type { Sealing } from "../finality/block-hash.ts";
import type { FinalityProof } from "../finality/finality.ts";
import type { LedgerPlace } from "../proof/expected-code.ts";

/** Media type of an evidence file. An incompatible version gets another number. */
export const EVIDENCE_TYPE = "application/vnd.portolan.evidence+json; version=1";

export const EVIDENCE_FORMAT = "portolan-evidence";
export const EVIDENCE_VERSION = 1;

/** Limits that a reader enforces. */
export const EVIDENCE_LIMITS: JsonLimits & {
  readonly entries: number;
  readonly headers: number;
  readonly nodes: number;
  readonly participants: number;
} = {
  characters: 64 * 2 ** 20,
  depth: 12,
  values: 3_000_000,
  entries: 20_000,
  headers: 25_000,
  nodes: 200_000,
  participants: 10_000,
};

/**
 * An evidence file, version 1: the history of one shipment, in a form that a reader can verify offline. The document
 * "Evidence" (docs/EVIDENCE.md) defines each member. Hexadecimal is lower-case with `0x`; times are Unix seconds.
 */
export interface Evidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly version: typeof EVIDENCE_VERSION;
  readonly chain: LedgerPlace & { readonly sealing: Sealing };
  readonly shipment: ShipmentId;
  /** Identifiers behind blinded ids, of the shipment and of the units around it. */
  readonly identities: readonly EvidenceIdentity[];
  /** Authors and counterparties of the entries, by ascending id. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** Entries of the shipment, and of units while they contained it, in the order of the chain. */
  readonly entries: readonly EvidenceEntry[];
  /** RLP of nodes of the state trie and of both contracts' storage tries at one block, in any order. */
  readonly state: { readonly block: number; readonly nodes: readonly Hex[] };
  /** RLP of nodes of the receipt tries, in any order. */
  readonly receipts: readonly Hex[];
  /** RLP of block headers, by ascending number. The last header belongs to the block of `state`. */
  readonly headers: readonly Hex[];
  /** Proofs that the block of `state` is final. */
  readonly finality: readonly FinalityProof[];
}

export interface EvidenceIdentity {
  readonly shipment: ShipmentId;
  /** Canonical URI. */
  readonly identifier: string;
  readonly blind: Bytes32;
}

export interface EvidenceEntry {
  readonly entry: Entry;
  readonly signature: Hex;
  readonly recorded: EvidencePlace;
  readonly payload: EvidencePayload;
}

/**
 * Place of an entry on the chain: block number, index of the transaction in the block, index of the log in its receipt.
 */
export interface EvidencePlace {
  readonly block: number;
  readonly transaction: number;
  readonly log: number;
}

/** The disclosed part of a payload, or the reason why the file contains no part of it. */
export type EvidencePayload =
  | {
      readonly state: "disclosed";
      /** Members of a `Disclosure`; {@link openPayload} verifies them. */
      readonly object: JsonValue;
      readonly disclosures: JsonValue;
    }
  | { readonly state: "erased"; readonly erasedAt: number }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };
