import { Type, type Static, type TObject, type TProperties } from "@sinclair/typebox";
import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { ACTIONS, isEventType, type Action, type EventType } from "./event-types.ts";

const Uri = Type.String({ format: "uri" });
const Time = Type.String({ format: "event-time" });
/** A word of the CBV or a URI, which `CanonicalForms` checks against its vocabulary. */
const Term = Type.String({ minLength: 1 });
/** Common codes of UN/CEFACT Recommendation 20. */
const UnitOfMeasure = Type.String({ pattern: "^[A-Z0-9]{2,3}$" });
const OptionalUri = Type.Optional(Uri);
const OptionalTime = Type.Optional(Time);
const OptionalTerm = Type.Optional(Term);
const OptionalNumber = Type.Optional(Type.Number());

/** An object without additional members. */
const closed = <Members extends TProperties>(members: Members) => Type.Object(members, { additionalProperties: false });

/** An object with these members, and with extension members whose names are full or compact URIs. */
export const open = <Members extends TProperties>(members: Members) =>
  Type.Unsafe<JsonObject & Static<TObject<Members>>>(
    Type.Object(members, { propertyNames: { anyOf: [{ enum: Object.keys(members) }, { format: "uri" }] } }),
  );

export const ContextSchema = Type.Unsafe<JsonValue>({
  anyOf: [Uri, { type: "object" }, { type: "array", items: { anyOf: [Uri, { type: "object" }] }, maxItems: 100 }],
});

const Epcs = Type.Optional(Type.Array(Uri, { uniqueItems: true }));

const Quantities = Type.Optional(
  Type.Array(closed({ epcClass: Uri, quantity: OptionalNumber, uom: Type.Optional(UnitOfMeasure) })),
);

const Place = Type.Optional(open({ id: Uri }));

const Terms = Type.Optional(Type.Array(Term, { minItems: 1, uniqueItems: true }));

const DEVICE = {
  deviceID: OptionalUri,
  deviceMetadata: OptionalUri,
  rawData: OptionalUri,
  dataProcessingMethod: OptionalUri,
  bizRules: OptionalUri,
};

const SensorReport = open({
  type: Term,
  exception: OptionalTerm,
  ...DEVICE,
  time: OptionalTime,
  microorganism: OptionalUri,
  chemicalSubstance: OptionalUri,
  coordinateReferenceSystem: OptionalUri,
  value: OptionalNumber,
  component: OptionalTerm,
  stringValue: Type.Optional(Type.String()),
  booleanValue: Type.Optional(Type.Boolean()),
  hexBinaryValue: Type.Optional(Type.String({ pattern: "^[A-Fa-f0-9]+$" })),
  uriValue: OptionalUri,
  minValue: OptionalNumber,
  maxValue: OptionalNumber,
  meanValue: OptionalNumber,
  sDev: OptionalNumber,
  percRank: OptionalNumber,
  percValue: OptionalNumber,
  uom: Type.Optional(UnitOfMeasure),
});

const SensorElement = open({
  sensorMetadata: Type.Optional(
    open({ time: OptionalTime, startTime: OptionalTime, endTime: OptionalTime, ...DEVICE }),
  ),
  sensorReport: Type.Array(SensorReport, { minItems: 1 }),
});

/** The members of events of all types, including extension types. */
const COMMON = {
  "@context": Type.Optional(ContextSchema),
  type: Type.String(),
  eventTime: Time,
  recordTime: OptionalTime,
  eventTimeZoneOffset: Type.String({ pattern: "^[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00)$" }),
  eventID: OptionalUri,
  certificationInfo: Type.Optional(
    Type.Unsafe<JsonValue>({
      anyOf: [Uri, { type: "array", items: { anyOf: [Uri, { type: "object" }] } }],
    }),
  ),
  errorDeclaration: Type.Optional(
    open({ declarationTime: Time, reason: OptionalTerm, correctiveEventIDs: Type.Optional(Type.Array(Uri)) }),
  ),
};

const BizTransaction = closed({ type: OptionalTerm, bizTransaction: Uri });

/** The other common members of the five standard types. */
const CIRCUMSTANCES = {
  bizStep: OptionalTerm,
  disposition: OptionalTerm,
  readPoint: Place,
  bizLocation: Place,
  bizTransactionList: Type.Optional(Type.Array(BizTransaction)),
  sourceList: Type.Optional(Type.Array(closed({ type: Term, source: Uri }))),
  destinationList: Type.Optional(Type.Array(closed({ type: Term, destination: Uri }))),
  sensorElementList: Type.Optional(Type.Array(SensorElement)),
};

const ActionSchema = Type.Unsafe<Action>({ enum: ACTIONS });

/** Instance or lot master data: extension members only. */
const Ilmd = Type.Optional(Type.Unsafe<JsonObject>({ type: "object", propertyNames: { format: "uri" } }));

const CONTAINED = { childEPCs: Epcs, childQuantityList: Quantities, action: ActionSchema };

const PersistentDisposition = Type.Optional(
  Type.Object({ set: Terms, unset: Terms }, { additionalProperties: false, minProperties: 1 }),
);

const OBJECT = {
  epcList: Epcs,
  quantityList: Quantities,
  action: ActionSchema,
  persistentDisposition: PersistentDisposition,
  ilmd: Ilmd,
};

const TRANSFORMATION = {
  inputEPCList: Epcs,
  inputQuantityList: Quantities,
  outputEPCList: Epcs,
  outputQuantityList: Quantities,
  transformationID: OptionalUri,
  persistentDisposition: PersistentDisposition,
  ilmd: Ilmd,
};

type MembersOfStandardTypes = typeof CIRCUMSTANCES & typeof CONTAINED & typeof OBJECT & typeof TRANSFORMATION;

/** An event of an extension type, of which only the common members are known. */
export type ExtensionEvent = JsonObject & Static<TObject<typeof COMMON>>;

/**
 * An event of one of the five standard types. A member of another type is absent, because the schema refuses its name.
 */
export type StandardEvent = ExtensionEvent &
  Partial<Static<TObject<MembersOfStandardTypes>>> & { readonly type: EventType; readonly parentID?: string };

const event = (members: TProperties) => Type.Unsafe<StandardEvent>(open({ ...COMMON, ...CIRCUMSTANCES, ...members }));

/** The structure of each type (EPCIS 2.0, 7.4 and 9). Rules on two or more members are in `semanticViolations`. */
export const STANDARD_SCHEMAS = {
  ObjectEvent: event(OBJECT),
  AggregationEvent: event({ ...CONTAINED, parentID: OptionalUri }),
  AssociationEvent: event({ ...CONTAINED, parentID: Uri }),
  TransactionEvent: event({
    bizTransactionList: Type.Array(BizTransaction, { minItems: 1 }),
    parentID: OptionalUri,
    epcList: Epcs,
    quantityList: Quantities,
    action: ActionSchema,
  }),
  TransformationEvent: event(TRANSFORMATION),
} satisfies Record<EventType, unknown>;

export const EXTENSION_SCHEMA = Type.Unsafe<ExtensionEvent>(Type.Object({ ...COMMON, type: Uri }));

export function isStandardEvent(event: StandardEvent | ExtensionEvent): event is StandardEvent {
  return isEventType(event.type);
}

/** The names of all members of the standard's events. */
export const MEMBER_NAMES: ReadonlySet<string> = new Set(
  Object.keys({ ...COMMON, ...CIRCUMSTANCES, ...CONTAINED, ...OBJECT, ...TRANSFORMATION, parentID: true }),
);
