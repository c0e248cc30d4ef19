import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import type { Cast } from "../network/consortium.ts";
import { eventPayload } from "./event-payload.ts";

/** An entry to record, with the API's members; participants by alias. */
export interface WorkloadEntry {
  readonly author: string;
  readonly kind: Kind;
  readonly counterparty?: string;
  /** Unix seconds. */
  readonly occurredAt: number;
  readonly payload: JsonObject;
}

/** The entries of one shipment in order, in stages with one author each. */
export interface WorkloadShipment {
  /** Its business identifier: a WCO UCR. */
  readonly identifier: string;
  readonly stages: readonly (readonly WorkloadEntry[])[];
}

/** Number of entries of a shipment. */
export const STORY_ENTRIES = 10;

/** Seconds between two entries of a shipment. */
const PACE = 3_600;

/** Makes the ten entries of shipment `number`, by four participants: consignment, carriage, inspection and landing. */
export function shipmentStory(number: number, { trader, carrier, customs, terminal }: Cast): WorkloadShipment {
  const identifier = `urn:portolan:ucr:6NL9521141-BENCH-${String(number).padStart(8, "0")}`;
  let occurredAt = Math.floor(Date.now() / 1000) - STORY_ENTRIES * PACE;
  const say = (author: string, kind: Kind, counterparty?: string): WorkloadEntry => {
    occurredAt += PACE;
    const payload = eventPayload(kind, identifier, occurredAt, number);
    return { author, kind, ...(counterparty && { counterparty }), occurredAt, payload };
  };
  const stages = [
    [say(trader, "Consign"), say(trader, "Report"), say(trader, "Offer", carrier)],
    [say(carrier, "Accept"), say(carrier, "Report"), say(carrier, "Report"), say(carrier, "Offer", terminal)],
    [say(customs, "Inspect")],
    [say(terminal, "Accept"), say(terminal, "Report")],
  ];
  return { identifier, stages };
}
