import type { ParticipantId, ShipmentId } from "../entry.ts";
import type { View } from "./view.ts";

/**
 * The rules by which a participant reads entries through its part in a shipment, each with the view that it gives.
 * Only what another participant signed, or what one gave away oneself, entitles: nobody grants itself access.
 */
export const ENTITLING_RULES = {
  /** The author of the Consign reads every entry. */
  consignor: "all",
  /** A custodian reads from the entry that gave it custody to the one that ended it. */
  custodian: "all",
  /** A custodian reads the handoffs before its custody. */
  successor: "handoff",
  /** The addressee of an Offer reads the handoffs until the offer ends. */
  offered: "handoff",
  /** The served party of a Notice, and agency and custodian of a case, read the entries about it. */
  named: "all",
} as const satisfies Readonly<Record<string, View>>;

export type EntitlingRule = keyof typeof ENTITLING_RULES;

/** The end of an entitlement that has not ended. */
export const OPEN_END = Number.MAX_SAFE_INTEGER;

/** A participant's right to read the entries of a shipment between two positions, both included. */
export interface Entitlement {
  readonly shipment: ShipmentId;
  readonly reader: ParticipantId;
  readonly rule: EntitlingRule;
  /** Position of the entry that gave it. */
  readonly since: number;
  readonly from: number;
  /** {@link OPEN_END} while it lasts. Its reader keeps what it could read until then. */
  readonly until: number;
}
