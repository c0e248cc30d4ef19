import { elementsOf, isJsonObject, type JsonObject } from "../../encoding/json.ts";
import { shortText, SUMMARY_LIST } from "./short-text.ts";

/** Minimum and maximum of the readings of one type in one unit. */
export interface SensorExtremes {
  /** Type of the sensor report, e.g. `Temperature`. */
  readonly type: string;
  /** Unit of measure (UN/CEFACT Recommendation 20), e.g. `CEL`. */
  readonly unit?: string;
  /** The lowest and the highest reading, in `unit`. */
  readonly minimum: number;
  readonly maximum: number;
}

/** The extremes of the `value`, `minValue` and `maxValue` of sensor reports, by type and unit; `undefined` without any. */
export function sensorsOf(payload: JsonObject): SensorExtremes[] | undefined {
  const extremes = new Map<string, SensorExtremes>();
  for (const report of objectsIn(payload["sensorElementList"]).flatMap((one) => objectsIn(one["sensorReport"]))) {
    const values = [report["value"], report["minValue"], report["maxValue"]].filter(
      (value) => typeof value === "number",
    );
    const type = shortText(report["type"]);
    const unit = shortText(report["uom"]);
    const key = JSON.stringify([type, unit]);
    const known = extremes.get(key);
    if (type === undefined || values.length === 0 || (known === undefined && extremes.size === SUMMARY_LIST)) continue;
    const minimum = Math.min(...values, known?.minimum ?? Infinity);
    const maximum = Math.max(...values, known?.maximum ?? -Infinity);
    extremes.set(key, { type, ...(unit && { unit }), minimum, maximum });
  }
  return extremes.size === 0 ? undefined : [...extremes.values()];
}

function objectsIn(list: unknown): readonly JsonObject[] {
  return elementsOf(list).filter(isJsonObject);
}
