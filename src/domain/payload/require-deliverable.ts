import type { JsonObject } from "../encoding/json.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { bytesToDeliver, DELIVERABLE_BYTES } from "./bytes-to-deliver.ts";

/**
 * Checks that a payload can be delivered to every member that may read it, in whole or in part. A gateway checks it
 * before it accepts the payload.
 *
 * @param body Its canonical JSON.
 * @throws PayloadTooLarge, and the errors of `conceal`.
 */
export function requireDeliverable(payload: JsonObject, body: string): void {
  const bytes = bytesToDeliver(payload, body);
  if (bytes > DELIVERABLE_BYTES) throw new PortolanError("PayloadTooLarge", { bytes, limit: DELIVERABLE_BYTES });
}
