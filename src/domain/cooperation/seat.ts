/** The place of a participant in an agreement, with the fields of `ICooperationLedger.Seat`. */
export interface Seat {
  /** The set of DIRECTIONS as bits. */
  readonly directions: number;
  readonly named: boolean;
  readonly signed: boolean;
  readonly suspended: boolean;
}

/** The place of a participant that is no party. */
export const NO_SEAT: Seat = { directions: 0, named: false, signed: false, suspended: false };
