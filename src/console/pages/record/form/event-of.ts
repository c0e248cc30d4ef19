import type { JsonObject } from "../../../../domain/encoding/json.ts";
import type { Kind } from "../../../../domain/rules/kind.ts";
import { offsetOf } from "./local-moment.ts";

/** The contexts that define an event's members: EPCIS 2.0's, and Portolan's namespace. */
const CONTEXT = [
  "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
  { portolan: "urn:portolan:ns:" },
] as const;

/** The business step (CBV 2.0) of the kinds that have one. */
const STEPS: Readonly<Partial<Record<Kind, string>>> = {
  Consign: "commissioning",
  Offer: "shipping",
  Accept: "accepting",
  Load: "loading",
  Unload: "unloading",
  Inspect: "inspecting",
  Hold: "holding",
  Notice: "holding",
};

/**
 * The input as an EPCIS 2.0 event about the shipment. Without the shipment's identifier, or without the unit's for a
 * Load or Unload, it returns the input unchanged.
 */
export function eventOf(
  kind: Kind,
  typed: JsonObject,
  { shipment, unit }: { readonly shipment: string | null; readonly unit: string | null },
): JsonObject {
  const { eventTime, ...said } = typed;
  if (shipment === null || typeof eventTime !== "string") return typed;
  const nests = kind === "Load" || kind === "Unload";
  if (nests && unit === null) return typed;
  const step = STEPS[kind];
  return {
    "@context": CONTEXT,
    ...(nests
      ? { type: "AggregationEvent", parentID: unit, childEPCs: [shipment], action: kind === "Load" ? "ADD" : "DELETE" }
      : { type: "ObjectEvent", epcList: [shipment], action: kind === "Consign" ? "ADD" : "OBSERVE" }),
    eventTime,
    eventTimeZoneOffset: offsetOf(new Date(eventTime)),
    ...(step !== undefined && { bizStep: step }),
    ...said,
  };
}
