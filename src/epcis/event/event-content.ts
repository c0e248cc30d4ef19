import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Violation } from "./violation.ts";

export const EVENT_TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "TransactionEvent",
  "TransformationEvent",
  "AssociationEvent",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export type Action = "ADD" | "OBSERVE" | "DELETE";

/** The members of an event that name single things, in the order of the standard. */
export const EPC_ROLES = ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"] as const;

export type EpcRole = (typeof EPC_ROLES)[number];

/** The members of an event that name amounts of classes. */
export const QUANTITY_ROLES = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"] as const;

export type QuantityRole = (typeof QUANTITY_ROLES)[number];

/** A thing that an event names. */
export interface NamedEpc {
  readonly role: EpcRole;
  /** Canonical URI (src/domain/identifiers/identifier.ts). */
  readonly epc: string;
  /** Whether it is one trackable unit; a parent may also be a place. */
  readonly unit: boolean;
}

/** An amount of a class that an event names. */
export interface NamedQuantity {
  readonly role: QuantityRole;
  /** Canonical URI. */
  readonly epcClass: string;
  /** Whether the class can be followed as one unit: a lot can, a product cannot. */
  readonly unit: boolean;
  readonly quantity?: number;
  /** Code of UN/CEFACT Recommendation 20; without it the quantity counts instances. */
  readonly uom?: string;
}

/** A business transaction, a source or a destination with its type: a bare word of the CBV or a URI. */
export interface TypedReference {
  readonly type?: string;
  /** URI; canonical where it is an identifier that we know. */
  readonly id: string;
}

export type Scalar = string | number | boolean;

/** The members of a sensor's metadata or of one of its reports: terms canonical, times as written, numbers as numbers. */
export type SensorMembers = Readonly<Record<string, Scalar>>;

export interface SensorElement {
  readonly metadata: SensorMembers;
  readonly reports: readonly SensorMembers[];
}

/** Where a member that the standard does not define stands. */
export type ExtensionPlace =
  | "event"
  | "ilmd"
  | "readPoint"
  | "bizLocation"
  | "sensorElement"
  | "sensorMetadata"
  | "sensorReport"
  | "errorDeclaration";

/** A member of somebody's own: one fact for the member, one for each below it, one for each element of a list. */
export interface ExtensionMember {
  readonly place: ExtensionPlace;
  /** Namespace and local name in one. */
  readonly name: string;
  /** Whether it is inside of another extension. */
  readonly inner: boolean;
  /** Absent where it is an object, a list or null. */
  readonly value?: Scalar;
}

export interface ErrorDeclaration {
  /** Unix milliseconds. */
  readonly declaredAtMs: number;
  /** Bare word of the CBV, or a URI. */
  readonly reason?: string;
  readonly correctiveEventIDs: readonly string[];
}

/** What an event says, in one form whatever form it was captured in: what is indexed, and what decides its entries. */
export interface EventContent {
  /** One of {@link EVENT_TYPES}, or the full URI of somebody's own type. */
  readonly type: string;
  /** As captured, else the event hash id. */
  readonly eventID: string;
  /** Unix milliseconds. */
  readonly eventTimeMs: number;
  /** `+01:00`. */
  readonly eventTimeZoneOffset: string;
  readonly action?: Action;
  /** Bare word of the CBV, or a URI. */
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set: readonly string[]; readonly unset: readonly string[] };
  /** URI; canonical where it is an identifier that we know. */
  readonly readPoint?: string;
  readonly bizLocation?: string;
  readonly transformationID?: string;
  readonly epcs: readonly NamedEpc[];
  readonly quantities: readonly NamedQuantity[];
  readonly bizTransactions: readonly TypedReference[];
  readonly sources: readonly TypedReference[];
  readonly destinations: readonly TypedReference[];
  readonly sensors: readonly SensorElement[];
  readonly extensions: readonly ExtensionMember[];
  readonly errorDeclaration?: ErrorDeclaration;
}

/** An event that is valid: as it was captured, and what it says. */
export interface CheckedEvent {
  /** Value for value what was captured, unknown members included. */
  readonly json: JsonObject;
  readonly content: EventContent;
  /** What its author may want to know, though the event is valid. */
  readonly warnings: readonly Violation[];
}
