import type { JsonObject } from "../../../src/domain/encoding/json.ts";

/** Number of events of one chain: the creation of a lot, its transformations, and the events of its units. */
export const CHAIN_EVENTS = 20;
/** Number of consecutive transformations. */
export const CHAIN_DEPTH = 5;

const START = Date.parse("2026-01-01T00:00:00Z");

/** The output lot of a chain's last transformation. */
export const lastLot = (chain: number) => lotOf(chain, CHAIN_DEPTH);

/** A unit that two events of a chain name. */
export const unitOf = (chain: number, unit: number) => `urn:epc:id:sgtin:9506000.134352.B${chain}U${unit}`;

const lotOf = (chain: number, step: number) => `urn:epc:class:lgtin:9506000.134352.B${chain}L${step}`;

/** The events of chain number `chain`, in the order in which they happen. */
export function chainEvents(chain: number): JsonObject[] {
  let minute = chain * CHAIN_EVENTS;
  const event = (type: string, members: JsonObject): JsonObject => ({
    type,
    eventTime: new Date(START + minute++ * 1_000).toISOString(),
    eventTimeZoneOffset: "+00:00",
    bizLocation: { id: "urn:epc:id:sgln:9506000.00001.0" },
    "example:batch": `batch ${chain}`,
    ...members,
  });
  const amount = (step: number) => [{ epcClass: lotOf(chain, step), quantity: 100, uom: "KGM" }];
  const events = [event("ObjectEvent", { action: "ADD", bizStep: "commissioning", quantityList: amount(0) })];
  for (let step = 1; step <= CHAIN_DEPTH; step++) {
    const lists = { inputQuantityList: amount(step - 1), outputQuantityList: amount(step) };
    events.push(event("TransformationEvent", { bizStep: "creating_class_instance", ...lists }));
  }
  for (let unit = 0; events.length < CHAIN_EVENTS; unit++) {
    const epcList = [unitOf(chain, unit >> 1)];
    events.push(
      unit % 2 === 0
        ? event("ObjectEvent", { action: "ADD", bizStep: "commissioning", disposition: "active", epcList })
        : event("ObjectEvent", { action: "OBSERVE", bizStep: "stocking", disposition: "in_progress", epcList }),
    );
  }
  return events;
}

/** Makes an EPCISDocument for a capture. */
export function epcisDocument(eventList: readonly JsonObject[]): Buffer {
  const document = {
    "@context": [
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
      { example: "https://ns.example.com/epcis/" },
    ],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  };
  return Buffer.from(JSON.stringify(document));
}
