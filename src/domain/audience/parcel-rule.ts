import { AUDIENCE_RULES, type AudienceRule } from "./audience-rule.ts";
import { keysOf } from "../keys-of.ts";

/** The rules by which a parcel is owed: those of entries, and that of the records of acts (docs/cooperation.md). */
export const PARCEL_RULES = [...keysOf(AUDIENCE_RULES), "cooperation"] as const satisfies readonly ParcelRule[];

export type ParcelRule = AudienceRule | "cooperation";
