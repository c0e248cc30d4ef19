import { ENTITLING_RULES } from "./entitlement.ts";
import type { View } from "./view.ts";

/** Every rule by which a participant reads an entry, with the view that it gives. */
export const AUDIENCE_RULES = {
  /** The author of the entry. */
  author: "all",
  ...ENTITLING_RULES,
  /** Customs of a country that the shipment's consignor or a custodian named. */
  customs: "all",
  /** A tribunal of the jurisdiction of the agency whose case on the shipment was contested. */
  tribunal: "all",
} as const satisfies Readonly<Record<string, View>>;

export type AudienceRule = keyof typeof AUDIENCE_RULES;
