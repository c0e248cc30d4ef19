import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";

const STEPS: Partial<Record<Kind, readonly [bizStep: string, disposition: string]>> = {
  Consign: ["commissioning", "active"],
  Offer: ["departing", "in_transit"],
  Accept: ["receiving", "in_progress"],
  Inspect: ["inspecting", "conformant"],
};

/** Makes an EPCIS 2.0 event of about a kilobyte, typical of a terminal's or carrier's system. */
export function eventPayload(kind: Kind, identifier: string, occurredAt: number, number: number): JsonObject {
  const time = new Date(occurredAt * 1000).toISOString();
  const [bizStep, disposition] = STEPS[kind] ?? ["inspecting", "in_progress"];
  return {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { portolan: "urn:portolan:ns:" }],
    type: "ObjectEvent",
    eventTime: time,
    eventTimeZoneOffset: "+00:00",
    epcList: [identifier],
    action: kind === "Consign" ? "ADD" : "OBSERVE",
    bizStep,
    disposition,
    readPoint: { id: "https://id.gs1.org/414/9521141000014" },
    bizLocation: { id: "https://id.gs1.org/414/9521141000014" },
    bizTransactionList: [{ type: "po", bizTransaction: `urn:epcglobal:cbv:bt:9521141001011:PO-${number}` }],
    ...(kind === "Report" && {
      sensorElementList: [
        {
          sensorMetadata: { time },
          sensorReport: [{ type: "Temperature", value: 4 + (number % 30) / 10, uom: "CEL" }],
        },
      ],
    }),
    ...(kind === "Inspect" && { "portolan:result": "conformant", "portolan:officer": "NL-RTM-0417" }),
    "portolan:place": "NLRTM",
    "portolan:placeName": "Example deep sea terminal, gate 4, lane 12",
    "portolan:itinerary": ["BRSSZ", "NLRTM", "CHBSL"],
    "portolan:identifier": `EXP-${number}`,
    "portolan:description": "200 bags of green arabica on pallets, reefer set to 4 degrees Celsius",
    "portolan:seals": [`ML-BR${number}`],
  };
}
