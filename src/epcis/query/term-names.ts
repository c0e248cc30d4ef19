import type { ExtensionPlace } from "../event/event-content.ts";

/**
 * The names of an event's values in the index, for indexing and for queries. A member with one meaning has the
 * standard's name; this table composes the other names.
 */
export const TERM = {
  bizTransaction: (type: string | undefined) => `bizTransaction.${type ?? ""}`,
  source: (type: string | undefined) => `source.${type ?? ""}`,
  destination: (type: string | undefined) => `destination.${type ?? ""}`,
  persistentDisposition: (change: "set" | "unset") => `persistentDisposition.${change}`,
  errorDeclaration: "errorDeclaration",
  errorReason: "errorDeclaration.reason",
  errorTime: "errorDeclaration.time",
  correctiveEventID: "errorDeclaration.correctiveEventID",
  sensorElementList: "sensorElementList",
  sensor: (member: string) => `sensor.${member}`,
  /** A number of a sensor report. @param uom code of UN/CEFACT Recommendation 20. */
  measurement: (member: string, uom: string | undefined) => `sensor.${member}.${uom ?? ""}`,
  /** Quantities of classes. @param uom unit of measure; any unit when undefined. */
  quantity: (uom: string | undefined) => (uom === undefined ? "quantity" : `quantity.${uom}`),
  /** An element of a quantity list as JSON: `[class, quantity, unit]`. */
  amount: (role: string) => `amount.${role}`,
  extension: (place: ExtensionPlace, inner: boolean, name: string) => `${place}${inner ? "/inner" : ""} ${name}`,
} as const;

/** The members of a sensor report that are measurements, in the unit of measure of the report. */
export const MEASUREMENTS = ["value", "minValue", "maxValue", "meanValue", "sDev", "percValue"] as const;

/** The members of sensor metadata and of sensor reports that are times. */
export const SENSOR_TIMES = ["time", "startTime", "endTime"] as const;
