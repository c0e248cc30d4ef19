import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Action } from "./event-types.ts";
import type { Violation } from "./violation.ts";

/** The members of an event that name instances, or a place as parent, in the order of the standard. */
export const EPC_ROLES = ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"] as const;

export type EpcRole = (typeof EPC_ROLES)[number];

/** The members of an event that name quantities of classes. */
export const QUANTITY_ROLES = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"] as const;

export type QuantityRole = (typeof QUANTITY_ROLES)[number];

/** An identifier in one of the {@link EPC_ROLES} of an event. */
export interface NamedEpc {
  readonly role: EpcRole;
  /** Canonical URI, from `parseIdentifier`. */
  readonly epc: string;
  /** Whether it identifies one trackable unit; a parent can also be a place. */
  readonly unit: boolean;
}

/** A quantity of a class in one of the {@link QUANTITY_ROLES} of an event. */
export interface NamedQuantity {
  readonly role: QuantityRole;
  /** Canonical URI. */
  readonly epcClass: string;
  /** Whether the class is a lot, which Portolan traces as one unit; a product class is not. */
  readonly unit: boolean;
  readonly quantity?: number;
  /** Code of UN/CEFACT Recommendation 20; without it the quantity counts instances. */
  readonly uom?: string;
}

/** A business transaction, a source or a destination. */
export interface TypedReference {
  /** Bare word of the CBV, or a URI. */
  readonly type?: string;
  /** URI; canonical if it is an identifier that `parseIdentifier` knows. */
  readonly id: string;
}

export type Scalar = string | number | boolean;

/** Members of `sensorMetadata` or of a `sensorReport` by name, with canonical terms and unchanged times. */
export type SensorMembers = Readonly<Record<string, Scalar>>;

/** One element of `sensorElementList`. */
export interface SensorElement {
  readonly metadata: SensorMembers;
  readonly reports: readonly SensorMembers[];
}

/** The object that an extension member belongs to. */
export type ExtensionPlace =
  | "event"
  | "ilmd"
  | "readPoint"
  | "bizLocation"
  | "sensorElement"
  | "sensorMetadata"
  | "sensorReport"
  | "errorDeclaration";

/** One record of an extension member, of an inner member, or of an element of a list. */
export interface ExtensionMember {
  readonly place: ExtensionPlace;
  /** The full name: namespace and local name joined. */
  readonly name: string;
  /** Whether it is inside another extension member. */
  readonly inner: boolean;
  /** Absent for an object, a list or null. */
  readonly value?: Scalar;
}

/** Declares that the event with the same eventID is wrong. */
export interface ErrorDeclaration {
  /** Unix milliseconds. */
  readonly declaredAtMs: number;
  /** Bare word of the CBV, or a URI. */
  readonly reason?: string;
  /** In canonical form. */
  readonly correctiveEventIDs: readonly string[];
}

/** Content of an event in canonical form, the source of its index and its entries. */
export interface EventContent {
  /** One of `EVENT_TYPES`, or the full URI of an extension type. */
  readonly type: string;
  /** In canonical form; the event hash id of an event without eventID. */
  readonly eventID: string;
  /** Unix milliseconds. */
  readonly eventTimeMs: number;
  /** Unchanged offset, such as `+01:00`. */
  readonly eventTimeZoneOffset: string;
  readonly action?: Action;
  /** Bare word of the CBV, or a URI. */
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set: readonly string[]; readonly unset: readonly string[] };
  /** URI; canonical if it is an identifier that `parseIdentifier` knows. */
  readonly readPoint?: string;
  readonly bizLocation?: string;
  /** URI, in canonical form. */
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

/** A valid event, which only `checkEvent` makes. */
export interface CheckedEvent {
  /** The captured event, including extension members. */
  readonly json: JsonObject;
  readonly content: EventContent;
  /** Warnings for its author; the event is valid. */
  readonly warnings: readonly Violation[];
}
