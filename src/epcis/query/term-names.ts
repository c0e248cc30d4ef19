import type { ExtensionPlace } from "../event/event-content.ts";

/**
 * The names under which the index has what an event says. Fields with one meaning have the standard's name; the rest
 * are put together here, so that what is indexed and what is asked for cannot differ.
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
  /** Amounts of classes: in a unit, or in any. */
  quantity: (uom: string | undefined) => (uom === undefined ? "quantity" : `quantity.${uom}`),
  /** An element of a quantity list as JSON: `[class, quantity, unit]`. */
  amount: (role: string) => `amount.${role}`,
  extension: (place: ExtensionPlace, inner: boolean, name: string) => `${place}${inner ? "/inner" : ""} ${name}`,
} as const;

/** The members of a sensor report that are measurements, with the unit of the report. */
export const MEASUREMENTS = ["value", "minValue", "maxValue", "meanValue", "sDev", "percValue"] as const;

/** The members of sensor metadata and reports that are times. */
export const SENSOR_TIMES = ["time", "startTime", "endTime"] as const;
