import type { Kind } from "./kind.ts";
import { CONSIGNORS, type RoleBits, ROLES } from "./role.ts";

/** What an entry of some kind has to look like, and who may make it, whatever the ledger holds. */
export interface KindRule {
  readonly counterparty: "required" | "none";
  readonly refersTo: "required" | "optional" | "none";
  /** What `refersTo` names; `undefined` where it is free or absent. */
  readonly names: "unit" | "case" | "entry" | undefined;
  /** The author needs one of these roles; `undefined`: any active participant. */
  readonly roles: RoleBits | undefined;
}

const PLAIN = { counterparty: "none", refersTo: "none", names: undefined, roles: undefined } as const;
const ABOUT_CASE = { ...PLAIN, refersTo: "required", names: "case" } as const;
const ABOUT_UNIT = { ...PLAIN, refersTo: "required", names: "unit" } as const;

export const KIND_RULES: Readonly<Record<Kind, KindRule>> = {
  Consign: { ...PLAIN, roles: CONSIGNORS },
  Offer: { ...PLAIN, counterparty: "required" },
  Accept: PLAIN,
  Refuse: PLAIN,
  Withdraw: PLAIN,
  Load: ABOUT_UNIT,
  Unload: ABOUT_UNIT,
  Report: { ...PLAIN, refersTo: "optional" },
  Inspect: { ...PLAIN, refersTo: "optional", names: "case", roles: ROLES.customs },
  Hold: { ...PLAIN, roles: ROLES.customs },
  Notice: { ...ABOUT_CASE, counterparty: "required" },
  Release: ABOUT_CASE,
  Contest: ABOUT_CASE,
  Uphold: { ...ABOUT_CASE, roles: ROLES.tribunal },
  Annul: { ...ABOUT_CASE, roles: ROLES.tribunal },
  Seize: { ...ABOUT_CASE, roles: ROLES.customs },
  Forfeit: { ...ABOUT_CASE, roles: ROLES.customs },
  Correct: { ...PLAIN, refersTo: "required", names: "entry" },
  Close: PLAIN,
};
