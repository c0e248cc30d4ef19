import type { Act, MatterId } from "../../../domain/cooperation/act.ts";
import type { JsonValue } from "../../../domain/encoding/json.ts";
import type { Hex } from "../../../domain/entry.ts";
import type { Evidence, EvidencePlace } from "../evidence.ts";

/** Media type of an evidence file about a matter. An incompatible version gets another number. */
export const MATTER_EVIDENCE_TYPE = "application/vnd.portolan.matter-evidence+json; version=1";

export const MATTER_EVIDENCE_FORMAT = "portolan-matter-evidence";
export const MATTER_EVIDENCE_VERSION = 1;

/**
 * An evidence file about one matter, version 1: its acts, and those of the agreement that it rests on. The members that
 * it shares with a file about a shipment are as in `Evidence`.
 */
export interface MatterEvidence extends Pick<Evidence, "participants" | "state" | "receipts" | "headers" | "finality"> {
  readonly format: typeof MATTER_EVIDENCE_FORMAT;
  readonly version: typeof MATTER_EVIDENCE_VERSION;
  readonly chain: Evidence["chain"] & {
    /** Address of the CooperationLedger. */
    readonly cooperation: Hex;
  };
  readonly matter: MatterId;
  /** All acts of the matter, and of the agreement that it rests on, in the order of the chain. */
  readonly acts: readonly EvidenceAct[];
}

export interface EvidenceAct {
  readonly act: Act;
  readonly signature: Hex;
  readonly recorded: EvidencePlace;
  readonly record: EvidenceRecord;
}

/** The disclosed record of an act, or the reason why the file contains none. */
export type EvidenceRecord =
  | { readonly state: "disclosed"; readonly object: JsonValue; readonly disclosures: JsonValue }
  /** The act repeats the digest of an earlier one. */
  | { readonly state: "repeated" }
  | { readonly state: "unknown" }
  | { readonly state: "withheld" };
