import { keysOf } from "../keys-of.ts";

/** The kinds of entries and their numbers on chain, as in the Solidity library `Kinds`. */
export const KINDS = {
  Consign: 1,
  Offer: 2,
  Accept: 3,
  Refuse: 4,
  Withdraw: 5,
  Load: 6,
  Unload: 7,
  Report: 8,
  Inspect: 9,
  Hold: 10,
  Notice: 11,
  Release: 12,
  Contest: 13,
  Uphold: 14,
  Annul: 15,
  Seize: 16,
  Forfeit: 17,
  Correct: 18,
  Close: 19,
  Charge: 20,
  Hear: 21,
  Appeal: 22,
  Lapse: 23,
} as const;

export type Kind = keyof typeof KINDS;

export const KIND_NAMES = keysOf(KINDS);

/** The kind with this number. @throws RangeError for an unknown number. */
export function kindOf(number: number): Kind {
  const name = kindName(number);
  if (name === undefined) throw new RangeError(`No kind of entry has the number ${number}.`);
  return name;
}

/** The kind with this number; `undefined` for an unknown number. */
export function kindName(number: number): Kind | undefined {
  return KIND_NAMES[number - 1];
}
