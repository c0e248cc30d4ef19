import { setTimeout as sleep } from "node:timers/promises";
import { createApiClient } from "../../cli/api/api-client.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PeopledHome } from "./home.ts";

const POLL_MS = 50;

/** Longest wait in milliseconds. Afterwards the gateway itself says what is missing. */
const LIMIT_MS = 60_000;

/**
 * Waits until an agency reads a shipment at its own gateway, as its officers do before they write about it: a payload
 * that the exchange delivers opens the shipment to customs.
 */
export async function untilReadable({ gateway, apiKeys }: PeopledHome, alias: string, shipment: ShipmentId) {
  const client = createApiClient(gateway.url, apiKeys[alias]?.apiKey);
  const begun = performance.now();
  while (performance.now() - begun < LIMIT_MS) {
    try {
      await client.get(`/v1/shipments/${shipment}`);
      return;
    } catch (error) {
      if (!PortolanError.is(error, "GatewayRefused", "ShipmentUnknown")) throw error;
      await sleep(POLL_MS);
    }
  }
}
