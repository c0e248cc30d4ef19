import { type RoleBits, roleBits, ROLE_NAMES, ROLES } from "../rules/role.ts";
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
  allCodes,
} from "./closed-lists.ts";
import {
  CONCLUDED,
  HANDED_OVER,
  KNOWN_MATTER,
  OPEN_JOINT_CASE,
  OPEN_REQUEST,
  SHARING,
  type MatterState,
} from "./matter-state.ts";

type Presence = "required" | "optional" | "none";

/** What an act of one kind has, who may make it, and in which states. */
export interface ActRule {
  /** The roles of which the author needs one. */
  readonly roles: RoleBits;
  readonly matterStates: readonly MatterState[];
  /** The states of the item that the act refers to; `undefined` when it refers to none. */
  readonly itemStates: readonly MatterState[] | undefined;
  /** Whose act it is; `undefined` when the rule of the kind decides. */
  readonly by: "opener" | "answerer" | "party" | "giver" | "recipient" | "originator" | "source" | undefined;
  readonly addressed: boolean;
  readonly refersTo: Presence;
  readonly until: Presence;
  readonly period: boolean;
  /** The last code of the closed list; 0 without a code. */
  readonly lastCode: number;
  readonly codes: Presence;
  /** The set of all codes that `codes` may hold. */
  readonly allCodes: number;
  /** Whether the agreement of the matter must be in force. */
  readonly covered: boolean;
  /** What the act opens. */
  readonly opens: "matter" | "item" | undefined;
}

/** The roles that act in agreements, requests and joint cases. */
export const AUTHORITIES: RoleBits = ROLES.customs | ROLES.tribunal;

const BY_AUTHORITY = {
  roles: AUTHORITIES,
  itemStates: undefined,
  by: undefined,
  addressed: false,
  refersTo: "none",
  until: "none",
  period: false,
  lastCode: 0,
  codes: "none",
  allCodes: allCodes(CAVEATS),
  covered: false,
  opens: undefined,
} as const satisfies Partial<ActRule>;

const BY_PARTY = { ...BY_AUTHORITY, by: "party" } as const;
const BY_ANSWERER = { ...BY_AUTHORITY, by: "answerer" } as const;

/** An act of anyone about a handover or a seal, whatever became of its matter. */
const ABOUT_ITEM = {
  ...BY_AUTHORITY,
  roles: roleBits(ROLE_NAMES),
  matterStates: KNOWN_MATTER,
  refersTo: "required",
} as const;
const BY_RECIPIENT = { ...ABOUT_ITEM, by: "recipient" } as const;

/** `asks`, `isAsked` or both. */
const LAST_DIRECTION = 3;

/** The table of kinds, as in the Solidity library `ActRules`. */
export const ACT_RULES: Readonly<Record<ActKind, ActRule>> = {
  Propose: {
    ...BY_AUTHORITY,
    matterStates: ["Unknown"],
    refersTo: "optional",
    until: "optional",
    period: true,
    lastCode: LAST_DIRECTION,
    codes: "required",
    allCodes: allCodes(MEASURES),
    opens: "matter",
  },
  Name: { ...BY_AUTHORITY, matterStates: ["Proposed"], by: "opener", addressed: true, lastCode: LAST_DIRECTION },
  Sign: { ...BY_AUTHORITY, matterStates: ["Proposed"] },
  Suspend: { ...BY_PARTY, matterStates: CONCLUDED },
  Resume: { ...BY_PARTY, matterStates: ["Suspended"] },
  Denounce: { ...BY_PARTY, matterStates: CONCLUDED },
  Ask: {
    ...BY_AUTHORITY,
    matterStates: ["Unknown"],
    addressed: true,
    refersTo: "required",
    period: true,
    lastCode: MEASURES.length,
    covered: true,
    opens: "matter",
  },
  Receive: { ...BY_ANSWERER, matterStates: ["Sent"] },
  Return: { ...BY_ANSWERER, matterStates: ["Received"], until: "required" },
  Complete: { ...BY_AUTHORITY, matterStates: ["Incomplete"], by: "opener" },
  Accept: { ...BY_ANSWERER, matterStates: ["Received", "Postponed"] },
  Refuse: { ...BY_ANSWERER, matterStates: ["Received", "Postponed"], lastCode: REFUSALS.length },
  Postpone: { ...BY_ANSWERER, matterStates: ["Received"], until: "required", lastCode: POSTPONEMENTS.length },
  Delay: {
    ...BY_ANSWERER,
    matterStates: ["Received", "Accepted", "Postponed"],
    until: "required",
    lastCode: POSTPONEMENTS.length,
  },
  Answer: { ...BY_ANSWERER, matterStates: ["Accepted", "Answered"] },
  Close: { ...BY_AUTHORITY, matterStates: OPEN_REQUEST, lastCode: OUTCOMES.length },
  Offer: {
    ...BY_AUTHORITY,
    matterStates: SHARING,
    addressed: true,
    until: "required",
    lastCode: BASES.length,
    codes: "optional",
    covered: true,
    opens: "item",
  },
  SignCaveats: { ...BY_RECIPIENT, itemStates: ["Offered"], codes: "optional" },
  Decline: { ...BY_RECIPIENT, itemStates: ["Offered"] },
  Release: { ...ABOUT_ITEM, matterStates: SHARING, itemStates: ["CaveatsSigned"], by: "giver", covered: true },
  Receipt: { ...BY_RECIPIENT, itemStates: ["Released"] },
  Dispute: { ...BY_RECIPIENT, itemStates: ["Released"] },
  Consent: { ...ABOUT_ITEM, itemStates: ["Receipted"], by: "originator", addressed: true },
  Onward: {
    ...BY_RECIPIENT,
    matterStates: SHARING,
    itemStates: ["Receipted"],
    addressed: true,
    until: "required",
    lastCode: BASES.length,
    codes: "optional",
    covered: true,
    opens: "item",
  },
  Recall: { ...ABOUT_ITEM, itemStates: HANDED_OVER, by: "source", until: "required" },
  Erase: { ...BY_RECIPIENT, itemStates: [...HANDED_OVER, "Recalled"] },
  RefuseErasure: { ...BY_RECIPIENT, itemStates: ["Recalled"], lastCode: ERASURE_REFUSALS.length },
  Seal: {
    ...BY_AUTHORITY,
    matterStates: KNOWN_MATTER,
    refersTo: "optional",
    until: "required",
    lastCode: SEAL_GROUNDS.length,
    opens: "item",
  },
  ExtendSeal: {
    ...ABOUT_ITEM,
    roles: ROLES.tribunal,
    itemStates: ["Sealed"],
    until: "required",
    lastCode: SEAL_GROUNDS.length,
  },
  OpenSeal: { ...ABOUT_ITEM, itemStates: ["Sealed", "SealLapsed"], by: "giver" },
  LapseSeal: { ...ABOUT_ITEM, itemStates: ["Sealed"] },
  Anchor: { ...BY_AUTHORITY, matterStates: ["Unknown", "Kept"], until: "optional", lastCode: ANCHORS.length },
  Convene: {
    ...BY_AUTHORITY,
    matterStates: ["Unknown"],
    refersTo: "required",
    until: "required",
    lastCode: TASKS.length,
    covered: true,
    opens: "matter",
  },
  Invite: {
    ...BY_AUTHORITY,
    matterStates: ["Convened"],
    by: "opener",
    addressed: true,
    lastCode: TASKS.length,
    covered: true,
  },
  Join: { ...BY_AUTHORITY, matterStates: ["Convened"], covered: true },
  Prolong: { ...BY_PARTY, matterStates: ["Active"], period: true, covered: true },
  Leave: { ...BY_PARTY, matterStates: ["Active"] },
  Exhibit: {
    ...BY_PARTY,
    matterStates: ["Active"],
    lastCode: BASES.length,
    codes: "optional",
    covered: true,
    opens: "item",
  },
  Derive: {
    ...BY_PARTY,
    matterStates: ["Active"],
    itemStates: ["Exhibited"],
    refersTo: "required",
    codes: "optional",
    covered: true,
    opens: "item",
  },
  Conclude: { ...BY_PARTY, matterStates: OPEN_JOINT_CASE },
};
