import type { JsonObject, JsonValue } from "../../domain/json.ts";

/** The five event types of EPCIS 2.0 (7.4). */
export const EVENT_TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "TransactionEvent",
  "TransformationEvent",
  "AssociationEvent",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Fields that hold identifiers of single units, and of classes with quantities. */
export const EPC_FIELDS = ["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"] as const;
export const QUANTITY_FIELDS = [
  "quantityList",
  "childQuantityList",
  "inputQuantityList",
  "outputQuantityList",
] as const;
export type EpcField = (typeof EPC_FIELDS)[number];
export type QuantityField = (typeof QUANTITY_FIELDS)[number];

/** A checked event: what was captured, and what it says whatever notation it was written in. */
export interface EpcisEvent {
  /** As captured, value for value, but for `@context` and a `recordTime`, which is the repository's to tell. */
  readonly json: JsonObject;
  /** What the contexts of its document and of itself say beside the standard's own; empty when nothing. */
  readonly context: readonly JsonValue[];
  readonly facts: EventFacts;
}

/**
 * What an event says, in one notation for everything that means the same:
 *
 * - identifiers of things, places, parties and transactions in their canonical form (a GS1 key is a Digital Link URI at
 *   `id.gs1.org`, src/domain/identifier.ts; what is no known identifier stays as it is);
 * - values of the Core Business Vocabulary as bare words (`shipping`, `po`, `owning_party`, `Temperature`), others as
 *   absolute URIs, with prefixes of the context expanded;
 * - times in Unix milliseconds, and precision beyond that dropped;
 * - lists without repetitions; what the event does not say is null or an empty list.
 */
export interface EventFacts {
  readonly type: EventType;
  /** As captured, or the event hash id where none was. */
  readonly eventID: string;
  readonly eventTime: number;
  readonly action: "ADD" | "OBSERVE" | "DELETE" | null;
  readonly bizStep: string | null;
  readonly disposition: string | null;
  readonly persistentDisposition: { readonly set: readonly string[]; readonly unset: readonly string[] };
  readonly readPoint: string | null;
  readonly bizLocation: string | null;
  readonly transformationID: string | null;
  /** `parentID` has one at most. */
  readonly epcs: Readonly<Record<EpcField, readonly string[]>>;
  readonly quantities: Readonly<Record<QuantityField, readonly Quantity[]>>;
  readonly bizTransactions: readonly TypedReference[];
  readonly sources: readonly TypedReference[];
  readonly destinations: readonly TypedReference[];
  readonly sensors: readonly SensorElement[];
  readonly extensions: readonly ExtensionField[];
  readonly errorDeclaration: ErrorDeclaration | null;
}

/** An amount of a class; without a quantity an unspecified amount, without a unit a count (UN/CEFACT Rec. 20). */
export interface Quantity {
  readonly epcClass: string;
  readonly quantity: number | null;
  readonly uom: string | null;
}

/** A business transaction, source or destination with its type. */
export interface TypedReference {
  readonly type: string | null;
  readonly id: string;
}

/** The standard's own members of one sensor element: times in milliseconds, the rest as {@link EventFacts} has it. */
export interface SensorElement {
  readonly metadata: SensorFields;
  readonly reports: readonly SensorFields[];
}

export type SensorFields = Readonly<Record<string, string | number | boolean>>;

/** Where an extension field stands. */
export const EXTENDED = [
  "event",
  "ilmd",
  "errorDeclaration",
  "sensorElement",
  "sensorMetadata",
  "sensorReport",
  "readPoint",
  "bizLocation",
] as const;
export type Extended = (typeof EXTENDED)[number];

/** One member that is not the standard's; an array is one field for each of its items. */
export interface ExtensionField {
  readonly within: Extended;
  /** Whether it stands inside another extension field. */
  readonly inner: boolean;
  /** Absolute URI: the prefix expanded. */
  readonly name: string;
  /** Null where it holds an object, whose members are fields of their own. */
  readonly value: string | number | boolean | null;
}

export interface ErrorDeclaration {
  readonly declarationTime: number;
  readonly reason: string | null;
  readonly correctiveEventIDs: readonly string[];
}
