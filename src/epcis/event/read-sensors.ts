import type { IdentifierRole } from "../../domain/identifiers/identifier.ts";
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

/** The members of sensor metadata and of a sensor report that are URIs. */
const URIS: ReadonlyMap<string, IdentifierRole> = new Map([
  ["deviceID", "object"],
  ["deviceMetadata", "document"],
  ["rawData", "document"],
  ["dataProcessingMethod", "document"],
  ["bizRules", "document"],
  ["microorganism", "document"],
  ["chemicalSubstance", "document"],
  ["coordinateReferenceSystem", "document"],
  ["uriValue", "document"],
]);

/** The role of a sensor's member that is a URI; `undefined` for any other member. */
export function roleOfSensorUri(member: string): IdentifierRole | undefined {
  return URIS.get(member);
}

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
    read[name] = typeof value === "string" ? readText(name, value, `${pointer}/${name}`, forms) : value;
  }
  return read;
}

function readText(name: string, text: string, pointer: string, forms: CanonicalForms): string {
  const vocabulary = TERMS[name];
  if (vocabulary !== undefined) return forms.term(text, vocabulary, pointer);
  const role = roleOfSensorUri(name);
  return role === undefined ? text : forms.uri(text, role);
}
