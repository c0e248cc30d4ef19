import type { JsonObject } from "../../src/domain/encoding/json.ts";

export const SAMPLE_CONTEXT = { example: "https://ns.example.com/epcis/" };

/** Identifiers that are unique to a run. */
export function identifiersOf(run: string) {
  const serial = (tail: string) => `urn:epc:id:sgtin:9506000.134352.${run}${tail}`;
  const digits = String(parseInt(run.slice(0, 8), 16) % 1_000_000_000).padStart(9, "0");
  return {
    one: serial("1"),
    two: serial("2"),
    three: serial("3"),
    /** The EPC `one` as a GS1 Digital Link. */
    oneAsLink: `https://id.gs1.org/01/19506000343522/21/${run}1`,
    pallet: `urn:epc:id:sscc:9506000.0${digits}`,
    lot: `urn:epc:class:lgtin:9506000.134352.${run}L`,
    order: `urn:epcglobal:cbv:bt:9506000000001:${run}`,
    transformation: `urn:epcglobal:cbv:xform:9506000000001:${run}`,
    readPoint: `urn:epc:id:sgln:9506000.00001.${run}R`,
    bizLocation: `urn:epc:id:sgln:9506000.00001.${run}B`,
  };
}

/** Valid events of all five types, by letter, one minute apart. Together they use the members that the checks query. */
export function sampleEvents(run: string, hour: number): Record<string, JsonObject> {
  const id = identifiersOf(run);
  const common = (letter: string) => ({
    eventID: `urn:uuid:${uuidOf(run, letter)}`,
    eventTime: new Date(hour + (letter.charCodeAt(0) - 96) * 60_000).toISOString(),
    eventTimeZoneOffset: "+00:00",
  });
  return {
    a: {
      type: "ObjectEvent",
      ...common("a"),
      action: "ADD",
      bizStep: "commissioning",
      disposition: "active",
      epcList: [id.one, id.two],
      quantityList: [{ epcClass: id.lot, quantity: 12.5, uom: "KGM" }],
      readPoint: { id: id.readPoint },
      bizLocation: { id: id.bizLocation },
      bizTransactionList: [{ type: "po", bizTransaction: id.order }],
      ilmd: { "example:grade": 7 },
      "example:temperatureClass": "chilled",
      "example:box": { "example:colour": "red" },
    },
    b: {
      type: "AggregationEvent",
      ...common("b"),
      action: "ADD",
      bizStep: "packing",
      parentID: id.pallet,
      childEPCs: [id.one],
    },
    c: {
      type: "TransformationEvent",
      ...common("c"),
      transformationID: id.transformation,
      inputEPCList: [id.two],
      outputEPCList: [id.three],
      persistentDisposition: { set: ["completeness_verified"], unset: ["mismatch_quantity"] },
    },
    d: {
      type: "TransactionEvent",
      ...common("d"),
      action: "OBSERVE",
      bizStep: "shipping",
      disposition: "in_transit",
      epcList: [id.three],
      bizTransactionList: [{ type: "desadv", bizTransaction: id.order }],
      sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:9506000.00001" }],
      destinationList: [{ type: "possessing_party", destination: "urn:epc:id:pgln:9506000.00002" }],
    },
    e: {
      type: "AssociationEvent",
      ...common("e"),
      action: "ADD",
      bizStep: "assembling",
      parentID: id.pallet,
      childEPCs: ["urn:epc:id:giai:9506000.SENSOR1"],
      sensorElementList: [
        {
          sensorMetadata: { time: new Date(hour).toISOString(), deviceID: "urn:epc:id:giai:9506000.SENSOR1" },
          sensorReport: [{ type: "Temperature", value: 26.5, uom: "CEL" }],
        },
      ],
    },
  };
}

/** Returns the UUID of the event `letter` of a run. */
function uuidOf(run: string, letter: string): string {
  const hex = run.toLowerCase().padEnd(16, "0");
  const tail = letter.charCodeAt(0).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(13, 16)}-${tail}`;
}
