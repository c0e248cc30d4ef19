import type { Bytes32, Entry, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonLimits, JsonValue } from "../../domain/encoding/json.ts";
import type { Sealing } from "../finality/block-hash.ts";
import type { FinalityProof } from "../finality/finality.ts";
import type { LedgerPlace } from "../proof/expected-code.ts";

/** Media type of an evidence file. An incompatible later version gets another number. */
export const EVIDENCE_TYPE = "application/vnd.portolan.evidence+json; version=1";

export const EVIDENCE_FORMAT = "portolan-evidence";
export const EVIDENCE_VERSION = 1;

/** Limits of a reader. */
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
 * An evidence file, version 1: everything about one shipment that can be checked without asking anybody. docs/EVIDENCE.md
 * says what each member means and what follows from it. Hexadecimal is lower-case with `0x`, times are Unix seconds.
 */
export interface Evidence {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly version: typeof EVIDENCE_VERSION;
  readonly chain: LedgerPlace & { readonly sealing: Sealing };
  readonly shipment: ShipmentId;
  /** What stands behind blinded ids, of the shipment first and of units around it. */
  readonly identities: readonly EvidenceIdentity[];
  /** All who are named in entries, by number. */
  readonly participants: readonly { readonly id: ParticipantId; readonly name: string }[];
  /** Of the shipment, and of units while it travelled in them, in the order of the chain. */
  readonly entries: readonly EvidenceEntry[];
  /** Nodes of the state trie and of both contracts' storage tries at one block, in any order. */
  readonly state: { readonly block: number; readonly nodes: readonly Hex[] };
  /** Nodes of the tries of receipts, in any order. */
  readonly receipts: readonly Hex[];
  /** RLP, by ascending number; the last is that of the state's block. */
  readonly headers: readonly Hex[];
  /** Proofs that the state's block is final. */
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

/** Where the chain has it: the block's number, the transaction's index in it, the log's index in that receipt. */
export interface EvidencePlace {
  readonly block: number;
  readonly transaction: number;
  readonly log: number;
}

/** The shown part of a payload. Without `disclosed` only the entry's commitment remains. */
export type EvidencePayload =
  | {
      readonly state: "disclosed";
      /** As in a `Disclosure` (src/domain/payload/disclosure.ts); checked where it is opened. */
      readonly object: JsonValue;
      readonly disclosures: JsonValue;
    }
  | { readonly state: "erased"; readonly erasedAt: number }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };
