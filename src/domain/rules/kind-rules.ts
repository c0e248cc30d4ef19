import type { Kind } from "./kind.ts";
import { CONSIGNORS, type RoleBits, ROLES } from "./role.ts";

/** The shape of the entries of one kind and the roles of their authors, independent of the ledger's state. */
export interface KindRule {
  readonly counterparty: "required" | "optional" | "none";
  readonly refersTo: "required" | "optional" | "none";
  /** The type of object that `refersTo` names; `undefined` when it is unrestricted or absent. */
  readonly names: "unit" | "case" | "entry" | "profile" | undefined;
  /** The roles of which the author needs one; `undefined` permits any active participant. */
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
  Hold: { ...PLAIN, refersTo: "optional", names: "profile", roles: ROLES.customs },
  Notice: { ...ABOUT_CASE, counterparty: "required" },
  Release: ABOUT_CASE,
  Contest: ABOUT_CASE,
  Uphold: { ...ABOUT_CASE, roles: ROLES.tribunal },
  Annul: { ...ABOUT_CASE, roles: ROLES.tribunal },
  Seize: { ...ABOUT_CASE, roles: ROLES.customs },
  Forfeit: { ...ABOUT_CASE, roles: ROLES.customs },
  Correct: { ...PLAIN, refersTo: "required", names: "entry" },
  Close: PLAIN,
  Charge: { ...ABOUT_CASE, roles: ROLES.customs },
  Hear: { ...ABOUT_CASE, counterparty: "optional" },
  Appeal: { ...ABOUT_CASE, counterparty: "required" },
  Lapse: ABOUT_CASE,
};
