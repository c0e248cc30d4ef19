import { type Case, type Custody, UNKNOWN_CASE, UNKNOWN_CUSTODY } from "./custody.ts";
import { type EntryHash, type Hex, type ShipmentId, ZERO_BYTES32 } from "../entry.ts";
import { NO_COUNTRY } from "../places/country-bytes.ts";
import type { RoleBits } from "./role.ts";

/**
 * The complete input of the rules for one entry, with the fields of the Solidity struct `Situation`. A field that the
 * entry's kind does not use is as in {@link BLANK_SITUATION}.
 */
export interface Situation {
  readonly custody: Custody;
  /** The unit that directly contains the shipment; zero without one. */
  readonly container: ShipmentId;
  /** Custody of the unit that a Load or Unload refers to. */
  readonly unit: Custody;
  /** For an Unload, the outermost unit around this unit: the unit itself when no unit contains it. */
  readonly root: ShipmentId;
  readonly rootCustody: Custody;
  /** The case that the entry refers to; blank for a Hold, which opens one. */
  readonly customsCase: Case;
  /** The author's earlier correction of the same entry, for a Correct; otherwise zero. */
  readonly successor: EntryHash;
  /** Roles of the author, who is active: not 0. */
  readonly roles: RoleBits;
  /** Roles of the counterparty of an Offer or an Appeal; 0 when it is not active. */
  readonly counterpartyRoles: RoleBits;
  /** The author's jurisdiction, two bytes; for an Appeal, the one of the tribunal that it addresses. */
  readonly jurisdiction: Hex;
  /** Unix seconds of the block, for an entry about an open case. */
  readonly time: number;
}

/** The changes by one entry; an absent field stays unchanged. */
export type Change = Partial<Pick<Situation, "custody" | "container" | "unit" | "customsCase">>;

export const BLANK_SITUATION: Situation = {
  custody: UNKNOWN_CUSTODY,
  container: ZERO_BYTES32,
  unit: UNKNOWN_CUSTODY,
  root: ZERO_BYTES32,
  rootCustody: UNKNOWN_CUSTODY,
  customsCase: UNKNOWN_CASE,
  successor: ZERO_BYTES32,
  roles: 0,
  counterpartyRoles: 0,
  jurisdiction: NO_COUNTRY,
  time: 0,
};
