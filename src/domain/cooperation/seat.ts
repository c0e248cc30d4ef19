/** The place of a participant in an agreement or a joint case, with the fields of `ICooperationLedger.Seat`. */
export interface Seat {
  /** The set of DIRECTIONS as bits; 0 in a joint case. */
  readonly directions: number;
  readonly named: boolean;
  readonly signed: boolean;
  readonly suspended: boolean;
  /** A code of TASKS; 0 in an agreement. */
  readonly task: number;
  /** The round of the joint case in which the member last agreed to prolong it; 0 for none. */
  readonly round: number;
}

/** The place of a participant that has none. */
export const NO_SEAT: Seat = { directions: 0, named: false, signed: false, suspended: false, task: 0, round: 0 };
