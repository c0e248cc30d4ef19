import { type Bytes32, type Hex, ZERO_BYTES32 } from "../entry.ts";
import type { RoleBits } from "../rules/role.ts";
import type { MatterId } from "./act.ts";
import { type Item, NO_JURISDICTION, UNKNOWN_ITEM } from "./item.ts";
import { type Matter, UNKNOWN_MATTER } from "./matter.ts";
import { NO_SEAT, type Seat } from "./seat.ts";

/**
 * The complete input of the rules for one act, with the fields of the Solidity struct `MatterSituation`. A field that the
 * act's kind does not use is as in {@link BLANK_MATTER_SITUATION}.
 */
export interface MatterSituation {
  readonly matter: Matter;
  /** Digest of the terms of the agreement or the joint case. */
  readonly terms: Bytes32;
  /** The agreement of a request or a joint case, or the agreement that a proposal replaces; zero for none. */
  readonly basisId: MatterId;
  readonly basis: Matter;
  /** The author's seat in the matter, and the counterparty's. */
  readonly seat: Seat;
  readonly otherSeat: Seat;
  /** The author's seat in `basisId`, and the counterparty's. */
  readonly basisSeat: Seat;
  readonly otherBasisSeat: Seat;
  /** The handover, seal or exhibit that the act refers to, and its commitment. */
  readonly item: Item;
  readonly content: Bytes32;
  /** The item that the act opens. */
  readonly newItem: Item;
  /** Roles of the author, who is active: not 0. */
  readonly roles: RoleBits;
  /** Roles of the counterparty, or of the recipient of a Release; 0 when it is not active. */
  readonly otherRoles: RoleBits;
  /** The author's jurisdiction: ISO 3166-1 alpha-2 as two bytes. */
  readonly jurisdiction: Hex;
  /** Unix seconds of the block. */
  readonly time: number;
}

/** The changes by one act; an absent field stays unchanged. */
export type MatterChange = Partial<
  Pick<MatterSituation, "matter" | "basis" | "seat" | "otherSeat" | "item" | "newItem">
>;

export const BLANK_MATTER_SITUATION: MatterSituation = {
  matter: UNKNOWN_MATTER,
  terms: ZERO_BYTES32,
  basisId: ZERO_BYTES32,
  basis: UNKNOWN_MATTER,
  seat: NO_SEAT,
  otherSeat: NO_SEAT,
  basisSeat: NO_SEAT,
  otherBasisSeat: NO_SEAT,
  item: UNKNOWN_ITEM,
  content: ZERO_BYTES32,
  newItem: UNKNOWN_ITEM,
  roles: 0,
  otherRoles: 0,
  jurisdiction: NO_JURISDICTION,
  time: 0,
};
