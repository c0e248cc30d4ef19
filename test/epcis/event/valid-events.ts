import type { JsonObject } from "../../../src/domain/encoding/json.ts";

const COMMON = { eventTime: "2026-03-01T12:00:00.000+01:00", eventTimeZoneOffset: "+01:00" };

const OBSERVATION: JsonObject = {
  type: "ObjectEvent",
  eventID: "urn:example:event:1",
  ...COMMON,
  action: "OBSERVE",
  bizStep: "inspecting",
  disposition: "in_progress",
  epcList: ["urn:epc:id:sscc:9521141.1000000471"],
};

/** Valid events of all five types and of an extension type, by description. */
export const VALID_EVENTS: Readonly<Record<string, JsonObject>> = {
  "an observation": OBSERVATION,
  "one object in two notations": {
    ...OBSERVATION,
    epcList: ["urn:epc:id:sscc:9521141.1000000471", "https://id.gs1.org/00/195211410000004712"],
  },
  "an event with every possible member": {
    ...OBSERVATION,
    action: "ADD",
    bizStep: "cbv:BizStep-commissioning",
    disposition: "https://ns.example.com/epcis/cooling",
    recordTime: "2026-03-01T12:00:01Z",
    certificationInfo: ["https://example.com/certificate", { "example:issuer": "A" }],
    persistentDisposition: { set: ["completeness_verified"], unset: ["mismatch_quantity"] },
    quantityList: [
      { epcClass: "urn:epc:class:lgtin:9521141.000001.L7", quantity: 12.5, uom: "KGM" },
      { epcClass: "urn:epc:idpat:sgtin:9521141.000001.*", quantity: 0 },
      { epcClass: "https://id.gs1.org/01/09521141000014" },
    ],
    readPoint: { id: "urn:epc:id:sgln:9521141.00001.0" },
    bizLocation: { id: "geo:47.5,8.7" },
    bizTransactionList: [
      { type: "po", bizTransaction: "urn:epcglobal:cbv:bt:9521141000014:PO-1" },
      { bizTransaction: "https://example.com/orders/1" },
    ],
    sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:9521141.00001" }],
    destinationList: [{ type: "https://ns.example.com/epcis/agent", destination: "https://example.com/agents/1" }],
    ilmd: { "cbvmda:lotNumber": "L7", "example:grade": { "example:scale": [1, 2, null] } },
  },
  "a measurement at a place without objects": {
    type: "ObjectEvent",
    ...COMMON,
    action: "OBSERVE",
    bizStep: "sensor_reporting",
    readPoint: { id: "https://id.gs1.org/414/9521141000014" },
    sensorElementList: [
      {
        sensorMetadata: {
          time: "2026-03-01T04:00:00Z",
          startTime: "2026-03-01T03:00:00Z",
          endTime: "2026-03-01T03:00:00Z",
          deviceID: "urn:epc:id:giai:9521141.SENSOR1",
          rawData: "https://data.example.com/raw/1",
        },
        sensorReport: [
          { type: "Temperature", value: -4.5, uom: "CEL", minValue: -5, maxValue: -5, component: "cbv:Comp-x" },
          { type: "gs1:Altitude", value: 12, uom: "MTR", exception: "ALARM_CONDITION" },
          { type: "https://ns.example.com/epcis/door", booleanValue: false, time: "2026-03-01T04:00:00.123456789Z" },
          { type: "example:raw", hexBinaryValue: "f0F0", stringValue: "", uriValue: "urn:example:a" },
        ],
      },
      { sensorReport: [{ type: "Time", value: 1, deviceID: "urn:example:device:2" }] },
    ],
  },
  "an aggregation": {
    type: "AggregationEvent",
    ...COMMON,
    action: "ADD",
    parentID: "urn:epc:id:sscc:9521141.1000000471",
    childEPCs: ["https://id.gs1.org/01/09521141000014/21/A1"],
    childQuantityList: [{ epcClass: "urn:epc:class:lgtin:9521141.000001.L7", quantity: 3 }],
  },
  "an aggregation that ends for all its children": {
    type: "AggregationEvent",
    ...COMMON,
    action: "DELETE",
    parentID: "urn:epc:id:sscc:9521141.1000000471",
  },
  "an aggregation with an unknown parent": {
    type: "AggregationEvent",
    ...COMMON,
    action: "OBSERVE",
    childEPCs: ["urn:epc:id:sgtin:9521141.000001.A1"],
  },
  "an association with a place": {
    type: "AssociationEvent",
    ...COMMON,
    action: "ADD",
    parentID: "urn:epc:id:sgln:9521141.00001.0",
    childEPCs: ["urn:epc:id:giai:9521141.SENSOR1"],
  },
  "a transaction event that ends for all objects": {
    type: "TransactionEvent",
    ...COMMON,
    action: "DELETE",
    bizTransactionList: [{ type: "inv", bizTransaction: "urn:epcglobal:cbv:bt:9521141000014:RE-1" }],
  },
  "a transformation": {
    type: "TransformationEvent",
    ...COMMON,
    inputEPCList: ["urn:epc:id:sgtin:9521141.000001.A1"],
    inputQuantityList: [{ epcClass: "urn:epc:class:lgtin:9521141.000001.L7", quantity: 10, uom: "KGM" }],
    outputEPCList: ["urn:epc:id:sgtin:9521141.000002.B1"],
    outputQuantityList: [],
    ilmd: { "cbvmda:lotNumber": "B" },
  },
  "a part of a transformation with the id of the whole": {
    type: "TransformationEvent",
    ...COMMON,
    transformationID: "urn:example:batch:1",
    inputEPCList: ["urn:epc:id:sgtin:9521141.000001.A1"],
  },
  "an event with extension members at every place": {
    ...OBSERVATION,
    "@context": [{ ex: "https://ns.example.com/epcis/" }, "https://example.com/context.jsonld"],
    action: "ADD",
    "example:weight": 12.5,
    "example:box": { "example:colour": "red", "ex:sides": ["left", "right"] },
    "example:none": null,
    "https://example.org/terms#full": true,
    "dcterms:title": "T",
    ilmd: { "cbvmda:lotNumber": "L7" },
    readPoint: { id: "urn:epc:id:sgln:9521141.00001.0", "example:dock": "D7" },
    bizLocation: { id: "urn:epc:id:sgln:9521141.00001.0", "example:hall": "H2" },
    sensorElementList: [
      {
        "example:mounting": "roof",
        sensorMetadata: { "example:firmware": "1.2" },
        sensorReport: [{ type: "Mass", "example:probe": 3 }],
      },
    ],
    errorDeclaration: { declarationTime: "2026-03-02T09:00:00+01:00", "example:officer": "desk 4" },
  },
  "an error declaration": {
    ...OBSERVATION,
    errorDeclaration: {
      declarationTime: "2026-03-02T09:00:00+01:00",
      reason: "cbv:ER-did_not_occur",
      correctiveEventIDs: ["urn:example:event:2"],
    },
  },
  "an event of an extension type": {
    type: "example:WeighingEvent",
    ...COMMON,
    epcList: "whatever their standard says",
    "example:scale": 4,
  },
};
