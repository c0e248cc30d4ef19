import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import type { ExtensionMember, ExtensionPlace } from "./event-content.ts";
import { isStandardEvent, type ExtensionEvent, type StandardEvent } from "./event-schema.ts";
import { jsonLdValues } from "./json-ld-values.ts";

/** Reads the extension members of an event in all places where the standard permits them. */
export function readExtensions(event: StandardEvent | ExtensionEvent, context: Context): ExtensionMember[] {
  const members: ExtensionMember[] = [];

  function add(place: ExtensionPlace, name: string, value: JsonValue, inner: boolean): void {
    const elements = jsonLdValues(value);
    // Adds a record of the member itself, which EXISTS_ parameters match independently of its value.
    if (elements.length !== 1 || typeof elements[0] === "object") members.push({ place, name, inner });
    for (const element of elements) {
      if (isJsonObject(element)) addAll(place, element, true);
      else if (typeof element !== "object") members.push({ place, name, inner, value: element });
    }
  }

  function addAll(place: ExtensionPlace, object: JsonObject | undefined, inner: boolean): void {
    for (const [name, value] of Object.entries(object ?? {})) {
      // All members of an extension are extensions; elsewhere, names of the standard have no colon.
      if (inner || name.includes(":")) add(place, context.expand(name), value, inner);
    }
  }

  addAll("event", event, false);
  if (!isStandardEvent(event)) return members;
  for (const place of ["ilmd", "readPoint", "bizLocation", "errorDeclaration"] as const)
    addAll(place, event[place], false);
  for (const element of event.sensorElementList ?? []) {
    addAll("sensorElement", element, false);
    addAll("sensorMetadata", element.sensorMetadata, false);
    for (const report of element.sensorReport) addAll("sensorReport", report, false);
  }
  return members;
}
