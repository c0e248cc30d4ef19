import type { ActKind } from "./act-kind.ts";
import {
  ANCHORS,
  BASES,
  CAVEATS,
  ERASURE_REFUSALS,
  MEASURES,
  OUTCOMES,
  POSTPONEMENTS,
  REFUSALS,
  SEAL_GROUNDS,
  TASKS,
} from "./closed-lists.ts";

/** The directions of a party by code: a set of DIRECTIONS as bits. */
export const DIRECTION_SETS = ["asks", "isAsked", "both"] as const;

/** The closed list of the field `code`, by kind of act; absent for a kind without a code. */
export const CODE_LISTS: Readonly<Partial<Record<ActKind, readonly string[]>>> = {
  Propose: DIRECTION_SETS,
  Name: DIRECTION_SETS,
  Ask: MEASURES,
  Refuse: REFUSALS,
  Postpone: POSTPONEMENTS,
  Delay: POSTPONEMENTS,
  Close: OUTCOMES,
  Offer: BASES,
  Onward: BASES,
  RefuseErasure: ERASURE_REFUSALS,
  Seal: SEAL_GROUNDS,
  ExtendSeal: SEAL_GROUNDS,
  Anchor: ANCHORS,
  Convene: TASKS,
  Invite: TASKS,
  Exhibit: BASES,
};

/** The list of whose members the field `codes` is a set, by kind of act. */
export const CODE_SETS: Readonly<Partial<Record<ActKind, readonly string[]>>> = {
  Propose: MEASURES,
  Offer: CAVEATS,
  SignCaveats: CAVEATS,
  Onward: CAVEATS,
  Exhibit: CAVEATS,
  Derive: CAVEATS,
};
