import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Action } from "./event-types.ts";
import type { Violation } from "./violation.ts";

/** The members of an event that name single things, or a place as parent; in the order of the standard. */
export const EPC_ROLES = ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"] as const;

export type EpcRole = (typeof EPC_ROLES)[number];

/** The members of an event that name amounts of classes. */
export const QUANTITY_ROLES = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"] as const;

export type QuantityRole = (typeof QUANTITY_ROLES)[number];

/** A thing that an event names in one of its {@link EPC_ROLES}. */
export interface NamedEpc {
  readonly role: EpcRole;
  /** Canonical URI, from `parseIdentifier`. */
  readonly epc: string;
  /** Whether it is one trackable unit; a parent can also be a place. */
  readonly unit: boolean;
}

/** An amount of a class that an event names in one of its {@link QUANTITY_ROLES}. */
export interface NamedQuantity {
  readonly role: QuantityRole;
  /** Canonical URI. */
  readonly epcClass: string;
  /** Whether the class is traced as one unit: a lot is, a class of products is not. */
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

/** Members of `sensorMetadata` or of a `sensorReport`, by name: terms canonical, times as written, numbers as numbers. */
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

/** A member that the standard does not define: one record of the member, of each below it, and of each list element. */
export interface ExtensionMember {
  readonly place: ExtensionPlace;
  /** The full name: namespace and local name joined. */
  readonly name: string;
  /** Whether it is within another extension member. */
  readonly inner: boolean;
  /** Absent for an object, a list or null. */
  readonly value?: Scalar;
}

/** The statement that the event with the same eventID is wrong. */
export interface ErrorDeclaration {
  /** Unix milliseconds. */
  readonly declaredAtMs: number;
  /** Bare word of the CBV, or a URI. */
  readonly reason?: string;
  readonly correctiveEventIDs: readonly string[];
}

/** The content of an event in canonical form, from which the index and the entries of the event follow. */
export interface EventContent {
  /** One of `EVENT_TYPES`, or the full URI of an extension type. */
  readonly type: string;
  /** As captured, or the event hash id of an event without one. */
  readonly eventID: string;
  /** Unix milliseconds. */
  readonly eventTimeMs: number;
  /** As written, such as `+01:00`. */
  readonly eventTimeZoneOffset: string;
  readonly action?: Action;
  /** Bare word of the CBV, or a URI. */
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly persistentDisposition?: { readonly set: readonly string[]; readonly unset: readonly string[] };
  /** URI; canonical if it is an identifier that `parseIdentifier` knows. */
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

/** A valid event. Only `checkEvent` makes one. */
export interface CheckedEvent {
  /** The event as captured, extension members included. */
  readonly json: JsonObject;
  readonly content: EventContent;
  /** Remarks for its author, which do not make the event invalid. */
  readonly warnings: readonly Violation[];
}
