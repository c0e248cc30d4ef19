import type { EventType } from "./event-content.ts";

/** A JSON Schema (draft 2020-12). */
export type Schema = { readonly [keyword: string]: unknown };

const URI = { type: "string", format: "uri" };
const TIME = { type: "string", format: "event-time" };
const TEXT = { type: "string" };
const NUMBER = { type: "number" };
/** A word or a URI: which, src/epcis/event/read-content.ts checks against the vocabulary. */
const TERM = { type: "string", minLength: 1 };
/** Common codes of UN/CEFACT Recommendation 20. */
const UNIT_OF_MEASURE = { type: "string", pattern: "^[A-Z0-9]{2,3}$" };

const listOf = (items: Schema, more: Schema = {}): Schema => ({ type: "array", items, ...more });

/** An object with these members and no others. */
const closed = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** An object with these members and any of somebody's own, whose names are URIs, compact or not. */
const open = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: "object",
  properties,
  required,
  propertyNames: { anyOf: [{ enum: Object.keys(properties) }, { format: "uri" }] },
});

export const CONTEXT_SCHEMA: Schema = {
  anyOf: [URI, { type: "object" }, { type: "array", items: { anyOf: [URI, { type: "object" }] }, maxItems: 100 }],
};

const EPCS = listOf(URI, { uniqueItems: true });

const QUANTITIES = listOf(closed({ epcClass: URI, quantity: NUMBER, uom: UNIT_OF_MEASURE }, ["epcClass"]));

const PLACE = open({ id: URI }, ["id"]);

const TERMS = listOf(TERM, { minItems: 1, uniqueItems: true });

const DEVICE = { deviceID: URI, deviceMetadata: URI, rawData: URI, dataProcessingMethod: URI, bizRules: URI };

const SENSOR_ELEMENTS = listOf(
  open(
    {
      sensorMetadata: open({ time: TIME, startTime: TIME, endTime: TIME, ...DEVICE }),
      sensorReport: listOf(
        open(
          {
            type: TERM,
            exception: TERM,
            ...DEVICE,
            time: TIME,
            microorganism: URI,
            chemicalSubstance: URI,
            coordinateReferenceSystem: URI,
            value: NUMBER,
            component: TERM,
            stringValue: TEXT,
            booleanValue: { type: "boolean" },
            hexBinaryValue: { type: "string", pattern: "^[A-Fa-f0-9]+$" },
            uriValue: URI,
            minValue: NUMBER,
            maxValue: NUMBER,
            meanValue: NUMBER,
            sDev: NUMBER,
            percRank: NUMBER,
            percValue: NUMBER,
            uom: UNIT_OF_MEASURE,
          },
          ["type"],
        ),
        { minItems: 1 },
      ),
    },
    ["sensorReport"],
  ),
);

/** What every event has, also one of somebody's own type. */
const COMMON: Record<string, Schema> = {
  "@context": CONTEXT_SCHEMA,
  type: TEXT,
  eventTime: TIME,
  recordTime: TIME,
  eventTimeZoneOffset: { type: "string", pattern: "^[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00)$" },
  eventID: URI,
  certificationInfo: { anyOf: [URI, listOf({ anyOf: [URI, { type: "object" }] })] },
  errorDeclaration: open({ declarationTime: TIME, reason: TERM, correctiveEventIDs: listOf(URI) }, ["declarationTime"]),
};

const COMMON_REQUIRED = ["type", "eventTime", "eventTimeZoneOffset"];

/** What the five types of the standard have beside. */
const CIRCUMSTANCES: Record<string, Schema> = {
  bizStep: TERM,
  disposition: TERM,
  persistentDisposition: { ...closed({ set: TERMS, unset: TERMS }), minProperties: 1 },
  readPoint: PLACE,
  bizLocation: PLACE,
  bizTransactionList: listOf(closed({ type: TERM, bizTransaction: URI }, ["bizTransaction"])),
  sourceList: listOf(closed({ type: TERM, source: URI }, ["type", "source"])),
  destinationList: listOf(closed({ type: TERM, destination: URI }, ["type", "destination"])),
  sensorElementList: SENSOR_ELEMENTS,
};

const ACTION = { enum: ["ADD", "OBSERVE", "DELETE"] };

/** Master data of instances and lots: members of somebody's own alone. */
const ILMD = { type: "object", propertyNames: { format: "uri" } };

const event = (members: Record<string, Schema>, required: string[] = []) =>
  open({ ...COMMON, ...CIRCUMSTANCES, ...members }, [...COMMON_REQUIRED, ...required]);

const CONTAINED = { parentID: URI, childEPCs: EPCS, childQuantityList: QUANTITIES, action: ACTION };

/** The structure of each type (EPCIS 2.0, 7.4 and 9). What takes two members to tell is among the rules instead. */
export const EVENT_SCHEMAS: Readonly<Record<EventType | "other", Schema>> = {
  ObjectEvent: event({ epcList: EPCS, quantityList: QUANTITIES, action: ACTION, ilmd: ILMD }, ["action"]),
  AggregationEvent: event(CONTAINED, ["action"]),
  AssociationEvent: event(CONTAINED, ["action", "parentID"]),
  TransactionEvent: event(
    {
      bizTransactionList: { ...CIRCUMSTANCES["bizTransactionList"], minItems: 1 },
      parentID: URI,
      epcList: EPCS,
      quantityList: QUANTITIES,
      action: ACTION,
    },
    ["action", "bizTransactionList"],
  ),
  TransformationEvent: event({
    inputEPCList: EPCS,
    inputQuantityList: QUANTITIES,
    outputEPCList: EPCS,
    outputQuantityList: QUANTITIES,
    transformationID: URI,
    ilmd: ILMD,
  }),
  other: { ...open({ ...COMMON, type: URI }, COMMON_REQUIRED), propertyNames: true },
};
