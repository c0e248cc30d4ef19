import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ShipmentId } from "../entry.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { parseIdentifier } from "./identifier.ts";
import type { Identifier } from "./canonical-identifier.ts";
import { sha256 } from "../encoding/sha256.ts";

const SHIPMENT_BLIND_BYTES = 32;

const DOMAIN = "portolan:shipment-id:1:";

/**
 * The id of a shipment on chain: SHA-256 over Portolan's prefix, the blind, and the canonical URI of its business
 * identifier in UTF-8. Without the blind, trying all container numbers finds no shipment. A reader who has the blind
 * can check that the id belongs to the identifier.
 *
 * @param blind 32 random bytes, new for each shipment (`newShipmentBlind`).
 * @param uri The URI from `parseIdentifier`.
 * @throws `ShipmentBlindInvalid`.
 */
export function shipmentId(blind: Uint8Array, uri: string): ShipmentId {
  if (blind.length !== SHIPMENT_BLIND_BYTES) {
    throw new PortolanError("ShipmentBlindInvalid", { expected: SHIPMENT_BLIND_BYTES, length: blind.length });
  }
  return `0x${sha256(concatBytes(utf8ToBytes(DOMAIN), blind, utf8ToBytes(uri)), "hex")}`;
}

export function newShipmentBlind(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SHIPMENT_BLIND_BYTES));
}

/**
 * Reads the identifier of a trackable unit.
 *
 * @throws as `parseIdentifier`; `IdentifierNotTrackable` for a class of products, a place or a party.
 */
export function shipmentIdentifier(text: string): Identifier {
  const identifier = parseIdentifier(text);
  if (identifier.names !== "unit") {
    throw new PortolanError("IdentifierNotTrackable", { identifier: identifier.uri, names: identifier.names });
  }
  return identifier;
}
