import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import type { Cast } from "../network/consortium.ts";
import { eventPayload } from "./event-payload.ts";

/** One entry to be, in the words of the API; participants by alias. */
export interface Statement {
  readonly author: string;
  readonly kind: Kind;
  readonly counterparty?: string;
  /** Unix seconds. */
  readonly occurredAt: number;
  readonly payload: JsonObject;
}

/** The entries of one shipment in order: stages of entries by one author each. */
export interface ShipmentStory {
  /** Its business identifier: a WCO UCR. */
  readonly identifier: string;
  readonly stages: readonly (readonly Statement[])[];
}

/** Entries of a story. */
export const STORY_ENTRIES = 10;

/** Seconds between two entries of a story. */
const PACE = 3_600;

/** The story of shipment `number`: consigned, carried, inspected and landed in ten entries by four participants. */
export function shipmentStory(number: number, { trader, carrier, customs, terminal }: Cast): ShipmentStory {
  const identifier = `urn:portolan:ucr:6NL9521141-BENCH-${String(number).padStart(8, "0")}`;
  let occurredAt = Math.floor(Date.now() / 1000) - STORY_ENTRIES * PACE;
  const say = (author: string, kind: Kind, counterparty?: string): Statement => {
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
