import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";

/** The problem, the event, and the JSON pointers of its violations. */
type Case = readonly [what: string, event: JsonValue, ...pointers: string[]];

const SSCC = "urn:epc:id:sscc:9521141.1000000471";
const SGTIN = "urn:epc:id:sgtin:9521141.000001.A1";
const LGTIN = "urn:epc:class:lgtin:9521141.000001.L7";

const COMMON = { eventTime: "2026-03-01T12:00:00.000+01:00", eventTimeZoneOffset: "+01:00" };
const BASES = {
  object: { type: "ObjectEvent", ...COMMON, action: "OBSERVE", epcList: [SSCC] },
  aggregation: { type: "AggregationEvent", ...COMMON, action: "ADD", parentID: SSCC, childEPCs: [SGTIN] },
  association: { type: "AssociationEvent", ...COMMON, action: "ADD", parentID: SSCC, childEPCs: [SGTIN] },
  transaction: {
    type: "TransactionEvent",
    ...COMMON,
    action: "ADD",
    epcList: [SSCC],
    bizTransactionList: [{ bizTransaction: "urn:example:order:1" }],
  },
  transformation: { type: "TransformationEvent", ...COMMON, inputEPCList: [SGTIN], outputEPCList: [SSCC] },
} as const;

const object = (members: JsonObject) => ({ ...BASES.object, ...members });

/** An event of one type with some members changed and others removed. */
function of(base: keyof typeof BASES, members: JsonObject, ...without: string[]): JsonObject {
  return Object.fromEntries(Object.entries({ ...BASES[base], ...members }).filter(([name]) => !without.includes(name)));
}

const report = (members: JsonObject, sensorMetadata: JsonObject = {}) =>
  object({ sensorElementList: [{ sensorMetadata, sensorReport: [{ type: "Temperature", ...members }] }] });

const time = (eventTime: string): Case => [`the time ${eventTime}`, object({ eventTime }), "/eventTime"];
const offset = (eventTimeZoneOffset: string): Case => [
  `the offset ${eventTimeZoneOffset}`,
  object({ eventTimeZoneOffset }),
  "/eventTimeZoneOffset",
];

/** Events that EPCIS 2.0 and CBV 2.0 forbid, by the kind of the broken rule. */
export const INVALID_EVENTS: Readonly<Record<string, readonly Case[]>> = {
  "a value that is not an event": [
    ["null", null, ""],
    ["a text", "ObjectEvent", ""],
    ["a list", [BASES.object], ""],
    ["an object without members", {}, "/type", "/eventTime", "/eventTimeZoneOffset"],
  ],
  "a structure that is not the standard's": [
    ["a type without namespace that the standard does not define", object({ type: "WeighingEvent" }), "/type"],
    ["a type that is not a text", object({ type: 7 }), "/type"],
    ["a name inherited from every object as type", object({ type: "constructor" }), "/type"],
    ["an action in lower case", object({ action: "add" }), "/action"],
    ["an association without parent", of("association", {}, "parentID"), "/parentID"],
    ["a transaction event without transactions", of("transaction", { bizTransactionList: [] }), "/bizTransactionList"],
    ["an action of a transformation", of("transformation", { action: "ADD" }), "/action"],
    ["a parent of an object event", object({ parentID: SSCC }), "/parentID"],
    ["one EPC in place of a list", object({ epcList: SSCC }), "/epcList"],
    ["a repeated EPC", object({ epcList: [SSCC, SGTIN, SSCC] }), "/epcList/2"],
    ["a member without namespace", object({ weight: 3 }), "/weight"],
    ["a name with a slash without namespace", object({ "a/b": 3 }), "/a~1b"],
    ["a quantity without class", object({ quantityList: [{ quantity: 1 }] }), "/quantityList/0/epcClass"],
    ["a quantity as text", object({ quantityList: [{ epcClass: LGTIN, quantity: "1" }] }), "/quantityList/0/quantity"],
    [
      "an extension member in a quantity",
      object({ quantityList: [{ epcClass: LGTIN, "example:a": 1 }] }),
      "/quantityList/0/example:a",
    ],
    [
      "a place that is a text instead of an object",
      object({ readPoint: "urn:epc:id:sgln:9521141.00001.0" }),
      "/readPoint",
    ],
    ["a place without id", object({ bizLocation: { "example:hall": "H2" } }), "/bizLocation/id"],
    ["a source without type", object({ sourceList: [{ source: "urn:example:a" }] }), "/sourceList/0/type"],
    [
      "a source in a list of destinations",
      object({ destinationList: [{ type: "location", destination: "urn:example:a", source: "urn:example:b" }] }),
      "/destinationList/0/source",
    ],
    ...(["aggregation", "association", "transaction"] as const).map((type): Case => [
      `a persistent disposition of an event of the type ${type}`,
      of(type, { persistentDisposition: { set: ["damaged"] } }),
      "/persistentDisposition",
    ]),
    ["an empty persistent disposition", object({ persistentDisposition: {} }), "/persistentDisposition"],
    ["an empty list of set dispositions", object({ persistentDisposition: { set: [] } }), "/persistentDisposition/set"],
    [
      "a disposition that is set twice",
      object({ persistentDisposition: { set: ["damaged", "damaged"] } }),
      "/persistentDisposition/set/1",
    ],
    [
      "a sensor without reports",
      object({ sensorElementList: [{ sensorReport: [] }] }),
      "/sensorElementList/0/sensorReport",
    ],
    [
      "a sensor report without type",
      object({ sensorElementList: [{ sensorReport: [{ value: 1 }] }] }),
      "/sensorElementList/0/sensorReport/0/type",
    ],
    ["a measured value as text", report({ value: "26" }), "/sensorElementList/0/sensorReport/0/value"],
    ["master data that is a list", object({ action: "ADD", ilmd: [] }), "/ilmd"],
    ["master data without namespace", object({ action: "ADD", ilmd: { lotNumber: "L" } }), "/ilmd/lotNumber"],
    ["an error declaration without time", object({ errorDeclaration: {} }), "/errorDeclaration/declarationTime"],
    [
      "a context that gives a word of the standard another meaning",
      object({ "@context": [{}, { epcList: "https://example.com/things" }] }),
      "/@context/1/epcList",
    ],
    ["a context that is a number", object({ "@context": 7 }), "/@context"],
  ],
  "a time in a wrong format": [
    time("2026-03-01T12:00:00"),
    time("2026-03-01"),
    time("2026-02-29T12:00:00Z"),
    time("2026-13-01T12:00:00Z"),
    time("2026-03-01T24:00:00Z"),
    time("2026-03-01T12:00:60Z"),
    time("2026-03-01T12:00:00z"),
    time("2026-03-01 12:00:00Z"),
    time("2026-03-01T12:00:00+0100"),
    time("2026-03-01T12:00:00+14:30"),
    time("2026-03-01T12:00:00+15:00"),
    offset("Z"),
    offset("1:00"),
    offset("+1:00"),
    offset("+14:30"),
    offset("+01:60"),
    ["a recordTime without zone", object({ recordTime: "2026-03-01T12:00:00" }), "/recordTime"],
    [
      "a time of a sensor report without zone",
      report({ time: "2026-03-01T12:00:00" }),
      "/sensorElementList/0/sensorReport/0/time",
    ],
  ],
  "another wrong format": [
    ["an eventID that is not a URI", object({ eventID: "event 1" }), "/eventID"],
    ["an EPC that is not a URI", object({ epcList: ["container"] }), "/epcList/0"],
    ["a certificate that is not a URI", object({ certificationInfo: "certificate" }), "/certificationInfo"],
    [
      "a unit of measure in lower case",
      object({ quantityList: [{ epcClass: LGTIN, quantity: 1, uom: "kgm" }] }),
      "/quantityList/0/uom",
    ],
    [
      "a hexadecimal value with another letter",
      report({ hexBinaryValue: "0g" }),
      "/sensorElementList/0/sensorReport/0/hexBinaryValue",
    ],
    [
      "a corrective eventID that is not a URI",
      object({ errorDeclaration: { declarationTime: COMMON.eventTime, correctiveEventIDs: ["one"] } }),
      "/errorDeclaration/correctiveEventIDs/0",
    ],
  ],
  "an invalid GS1 identifier": [
    ["an SSCC with a digit too few", object({ epcList: ["urn:epc:id:sscc:9521141.100000047"] }), "/epcList/0"],
    [
      "an EPC with a wrong check digit",
      object({ epcList: [SGTIN, "https://id.gs1.org/00/195211410000004713"] }),
      "/epcList/1",
    ],
    [
      "a class with a wrong check digit",
      object({ quantityList: [{ epcClass: "https://id.gs1.org/01/09521141000015" }] }),
      "/quantityList/0/epcClass",
    ],
    [
      "a place with a wrong check digit",
      object({ readPoint: { id: "https://id.gs1.org/414/9521141000015" } }),
      "/readPoint/id",
    ],
    ["a parent with an invalid identifier", of("aggregation", { parentID: "urn:epc:id:sscc:1.2" }), "/parentID"],
    [
      "a party with an invalid identifier",
      object({ sourceList: [{ type: "owning_party", source: "urn:epc:id:pgln:1.2" }] }),
      "/sourceList/0/source",
    ],
  ],
  "a word that the vocabulary does not have": [
    ["an unknown business step", object({ bizStep: "teleporting" }), "/bizStep"],
    ["a disposition as business step", object({ bizStep: "in_transit" }), "/bizStep"],
    ["a business step as URN, which is for XML", object({ bizStep: "urn:epcglobal:cbv:bizstep:shipping" }), "/bizStep"],
    [
      "an unknown business step in the standard's namespace",
      object({ bizStep: "cbv:BizStep-teleporting" }),
      "/bizStep",
    ],
    ["an unknown disposition", object({ disposition: "teleported" }), "/disposition"],
    [
      "an unknown disposition that is set",
      object({ persistentDisposition: { set: ["damaged", "gone"] } }),
      "/persistentDisposition/set/1",
    ],
    [
      "an unknown disposition that is unset",
      object({ persistentDisposition: { unset: ["gone"] } }),
      "/persistentDisposition/unset/0",
    ],
    [
      "an unknown type of transaction",
      object({ bizTransactionList: [{ type: "letter", bizTransaction: "urn:example:a" }] }),
      "/bizTransactionList/0/type",
    ],
    [
      "an unknown type of source",
      object({ sourceList: [{ type: "thief", source: "urn:example:a" }] }),
      "/sourceList/0/type",
    ],
    [
      "an unknown type of destination",
      object({ destinationList: [{ type: "thief", destination: "urn:example:a" }] }),
      "/destinationList/0/type",
    ],
    ["an unknown type of measurement", report({ type: "Beauty" }), "/sensorElementList/0/sensorReport/0/type"],
    [
      "an unknown type of measurement in GS1's namespace",
      report({ type: "gs1:Beauty" }),
      "/sensorElementList/0/sensorReport/0/type",
    ],
    ["an unknown component", report({ component: "w" }), "/sensorElementList/0/sensorReport/0/component"],
    ["an unknown alert", report({ exception: "PANIC" }), "/sensorElementList/0/sensorReport/0/exception"],
    [
      "an unknown reason of an error",
      object({ errorDeclaration: { declarationTime: COMMON.eventTime, reason: "whim" } }),
      "/errorDeclaration/reason",
    ],
  ],
  "members that contradict each other": [
    ["an object event without objects", of("object", {}, "epcList"), ""],
    ["an object event with an empty list of EPCs", object({ epcList: [] }), ""],
    [
      "a measurement without object and place",
      of("object", { sensorElementList: [{ sensorReport: [{ type: "Mass" }] }] }, "epcList"),
      "",
    ],
    ["master data of an object that is only observed", object({ ilmd: { "example:a": 1 } }), "/ilmd"],
    ["master data of an object that ends", object({ action: "DELETE", ilmd: { "example:a": 1 } }), "/ilmd"],
    ["an aggregation without parent", of("aggregation", {}, "parentID"), "/parentID"],
    ["the end of an aggregation without parent", of("aggregation", { action: "DELETE" }, "parentID"), "/parentID"],
    ["an aggregation without children", of("aggregation", { childEPCs: [] }), ""],
    ["an observed aggregation without children", of("aggregation", { action: "OBSERVE" }, "childEPCs"), ""],
    ["an association without children", of("association", {}, "childEPCs"), ""],
    ["a transaction without objects", of("transaction", {}, "epcList"), ""],
    ["a transformation without outputs", of("transformation", {}, "outputEPCList"), ""],
    ["a transformation without inputs", of("transformation", { inputEPCList: [] }), ""],
    [
      "a part of a transformation without inputs and outputs",
      of("transformation", { transformationID: "urn:example:batch:1" }, "inputEPCList", "outputEPCList"),
      "",
    ],
    ["an object that is its own parent", of("aggregation", { childEPCs: [SGTIN, SSCC] }), "/childEPCs/1"],
    [
      "an object that is its own parent in another notation",
      of("association", { childEPCs: ["https://id.gs1.org/00/195211410000004712"] }),
      "/childEPCs/0",
    ],
    [
      "a unit of measure without quantity",
      object({ quantityList: [{ epcClass: LGTIN, uom: "KGM" }] }),
      "/quantityList/0/uom",
    ],
    ["a negative quantity", object({ quantityList: [{ epcClass: LGTIN, quantity: -1 }] }), "/quantityList/0/quantity"],
    [
      "a negative quantity in each list",
      of("transformation", {
        inputQuantityList: [{ epcClass: LGTIN, quantity: -1 }],
        outputQuantityList: [{ epcClass: LGTIN, quantity: -0.5 }],
      }),
      "/inputQuantityList/0/quantity",
      "/outputQuantityList/0/quantity",
    ],
    [
      "a negative quantity of children",
      of("aggregation", { childQuantityList: [{ epcClass: LGTIN, quantity: -1 }] }),
      "/childQuantityList/0/quantity",
    ],
    [
      "a disposition set and unset at once, in two notations",
      object({ persistentDisposition: { set: ["damaged"], unset: ["expired", "cbv:Disp-damaged"] } }),
      "/persistentDisposition",
    ],
    [
      "an event that corrects itself",
      object({
        eventID: "urn:example:event:1",
        errorDeclaration: { declarationTime: COMMON.eventTime, correctiveEventIDs: ["urn:example:event:1"] },
      }),
      "/errorDeclaration/correctiveEventIDs",
    ],
    [
      "a measurement that ends before it began, in two time zones",
      report({}, { startTime: "2026-03-01T12:00:00Z", endTime: "2026-03-01T12:30:00+01:00" }),
      "/sensorElementList/0/sensorMetadata/endTime",
    ],
    [
      "another device for one report than for all",
      report({ deviceID: "urn:example:device:2" }, { deviceID: "urn:example:device:1" }),
      "/sensorElementList/0/sensorReport/0/deviceID",
    ],
    [
      "another rule for one report than for all",
      report({ bizRules: "urn:example:rules:2" }, { bizRules: "urn:example:rules:1" }),
      "/sensorElementList/0/sensorReport/0/bizRules",
    ],
    [
      "a least value above the greatest",
      report({ minValue: 3, maxValue: 2 }),
      "/sensorElementList/0/sensorReport/0/maxValue",
    ],
    [
      "three faults at once",
      object({ ilmd: {}, bizStep: "teleporting", quantityList: [{ epcClass: LGTIN, quantity: -1 }] }),
      "/bizStep",
      "/ilmd",
      "/quantityList/0/quantity",
    ],
  ],
};
