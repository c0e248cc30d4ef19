import type { ParcelContent } from "../api/exchange.ts";
import type { MatterId } from "../domain/cooperation/act.ts";
import type { Bytes32, Entry, ShipmentId } from "../domain/entry.ts";
import { bytesOf } from "../domain/encoding/hex.ts";
import { shipmentId, shipmentIdentifier } from "../domain/identifiers/shipment-id.ts";
import { unlessRefused } from "./failure-of.ts";

/** The identity behind the id of a shipment. */
export interface VerifiedIdentity {
  readonly shipment: ShipmentId;
  /** Canonical URI. */
  readonly identifier: string;
  readonly blind: Bytes32;
}

/**
 * Computes the id of each identity again: that of the entry's shipment, or of the unit of a Load or Unload.
 *
 * @returns `undefined` for an identifier that is not canonical, and for any other id, as each is for an act.
 */
export function verifyIdentities(
  identities: ParcelContent["identities"],
  entry: Pick<Entry, "shipment" | "refersTo"> | { readonly matter: MatterId },
): VerifiedIdentity[] | undefined {
  if ("matter" in entry) return identities.length === 0 ? [] : undefined;
  const verified: VerifiedIdentity[] = [];
  for (const { identifier, blind } of identities) {
    const canonical = unlessRefused(() => shipmentIdentifier(identifier).uri);
    if (canonical !== identifier) return undefined;
    const shipment = shipmentId(bytesOf(blind), identifier);
    if (shipment !== entry.shipment && shipment !== entry.refersTo) return undefined;
    verified.push({ shipment, identifier, blind });
  }
  return verified;
}
