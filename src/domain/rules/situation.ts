import { type Case, type Custody, UNKNOWN_CASE, UNKNOWN_CUSTODY } from "./custody.ts";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../entry.ts";
import type { RoleBits } from "./role.ts";

/**
 * All that the rules look at to judge one entry: contracts/libraries/Situation.sol, field for field. A field that the
 * entry's kind has no use for is as in {@link BLANK_SITUATION}.
 */
export interface Situation {
  readonly custody: Custody;
  /** The unit that the shipment is directly inside of; zero when in none. */
  readonly container: ShipmentId;
  /** Custody of the unit that a Load or an Unload refers to. */
  readonly unit: Custody;
  /** For an Unload, the outermost unit that holds this unit: the unit itself when it is inside of none. */
  readonly root: ShipmentId;
  readonly rootCustody: Custody;
  /** The case that the entry refers to; blank for a Hold, which opens one. */
  readonly customsCase: Case;
  /** The entry by which the author of a Correct corrected the same entry already. */
  readonly successor: EntryHash;
  /** Of the author, who is active: not 0. */
  readonly roles: RoleBits;
  /** Of the counterparty of an Offer; 0 when it is not active. */
  readonly counterpartyRoles: RoleBits;
}

/** What one entry changes: a field that is absent stays as it was. */
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
};
