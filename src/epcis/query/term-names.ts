import type { ExtensionPlace } from "../event/event-content.ts";

/**
 * The names of the values of an event in the index. A member with one meaning has the standard's name; the other names are
 * composed here, for indexing and for queries.
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
  /** A number of a sensor report in its unit (UN/CEFACT Rec. 20). */
  measurement: (member: string, uom: string | undefined) => `sensor.${member}.${uom ?? ""}`,
  /** Amounts of classes: in one unit of measure, or in any. */
  quantity: (uom: string | undefined) => (uom === undefined ? "quantity" : `quantity.${uom}`),
  /** An element of a quantity list as JSON: `[class, quantity, unit]`. */
  amount: (role: string) => `amount.${role}`,
  extension: (place: ExtensionPlace, inner: boolean, name: string) => `${place}${inner ? "/inner" : ""} ${name}`,
} as const;

/** The members of a sensor report that are measurements, in the unit of measure of the report. */
export const MEASUREMENTS = ["value", "minValue", "maxValue", "meanValue", "sDev", "percValue"] as const;

/** The members of sensor metadata and of sensor reports that are times. */
export const SENSOR_TIMES = ["time", "startTime", "endTime"] as const;
