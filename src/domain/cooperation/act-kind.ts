import { keysOf } from "../keys-of.ts";

/** The kinds of acts and their numbers on chain, as in the Solidity library `ActKinds`. */
export const ACT_KINDS = {
  Propose: 1,
  Name: 2,
  Sign: 3,
  Suspend: 4,
  Resume: 5,
  Denounce: 6,
  Ask: 7,
  Receive: 8,
  Return: 9,
  Complete: 10,
  Accept: 11,
  Refuse: 12,
  Postpone: 13,
  Delay: 14,
  Answer: 15,
  Close: 16,
  Offer: 17,
  SignCaveats: 18,
  Decline: 19,
  Release: 20,
  Receipt: 21,
  Dispute: 22,
  Consent: 23,
  Onward: 24,
  Recall: 25,
  Erase: 26,
  RefuseErasure: 27,
  Seal: 28,
  ExtendSeal: 29,
  OpenSeal: 30,
  LapseSeal: 31,
  Anchor: 32,
  Convene: 33,
  Invite: 34,
  Join: 35,
  Prolong: 36,
  Leave: 37,
  Exhibit: 38,
  Derive: 39,
  Conclude: 40,
} as const;

export type ActKind = keyof typeof ACT_KINDS;

export const ACT_KIND_NAMES = keysOf(ACT_KINDS);

/** The kind with this number; `undefined` for an unknown number. */
export function actKindName(number: number): ActKind | undefined {
  return ACT_KIND_NAMES[number - 1];
}

/** The kind of an act that a ledger recorded or a gateway accepted. @throws TypeError for an unknown number. */
export function actKindOf(number: number): ActKind {
  const kind = actKindName(number);
  if (kind === undefined) throw new TypeError(`There is no kind of act with the number ${number}.`);
  return kind;
}
