import type { JsonObject } from "../../domain/encoding/json.ts";
import type { CanonicalForms } from "./canonical-forms.ts";
import type { Scalar, SensorElement, SensorMembers } from "./event-content.ts";
import type { StandardEvent } from "./event-schema.ts";
import { COMPONENT, MEASUREMENT_TYPE, SENSOR_ALERT_TYPE, type Vocabulary } from "./vocabulary.ts";

/** The members of a sensor report whose values are terms. */
const TERMS: Readonly<Record<string, Vocabulary>> = {
  type: MEASUREMENT_TYPE,
  exception: SENSOR_ALERT_TYPE,
  component: COMPONENT,
};

export function readSensors({ sensorElementList = [] }: StandardEvent, forms: CanonicalForms): SensorElement[] {
  return sensorElementList.map(({ sensorMetadata = {}, sensorReport }, index) => {
    const pointer = `/sensorElementList/${index}`;
    return {
      metadata: readMembers(sensorMetadata, `${pointer}/sensorMetadata`, forms),
      reports: sensorReport.map((report, at) => readMembers(report, `${pointer}/sensorReport/${at}`, forms)),
    };
  });
}

function readMembers(members: JsonObject, pointer: string, forms: CanonicalForms): SensorMembers {
  const read: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(members)) {
    // Skips extension members, whose names have a colon.
    if (name.includes(":") || typeof value === "object") continue;
    const vocabulary = TERMS[name];
    read[name] =
      vocabulary === undefined || typeof value !== "string"
        ? value
        : forms.term(value, vocabulary, `${pointer}/${name}`);
  }
  return read;
}
