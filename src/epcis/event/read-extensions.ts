import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import type { ExtensionMember, ExtensionPlace } from "./event-content.ts";

/** The members of somebody's own in an event, wherever the standard lets them stand. */
export function readExtensions(event: JsonObject, context: Context, standardType: boolean): ExtensionMember[] {
  const members: ExtensionMember[] = [];

  function add(place: ExtensionPlace, name: string, value: JsonValue, inner: boolean): void {
    const elements = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    // One fact of the member itself, so that it can be asked whether it is there, whatever it holds.
    if (elements.length !== 1 || typeof elements[0] === "object") members.push({ place, name, inner });
    for (const element of elements) {
      if (isJsonObject(element)) addAll(place, element, true);
      else if (typeof element !== "object") members.push({ place, name, inner, value: element });
    }
  }

  function addAll(place: ExtensionPlace, object: JsonValue | undefined, inner: boolean): void {
    if (!isJsonObject(object)) return;
    for (const [name, value] of Object.entries(object)) {
      // Inside of an extension all is somebody's own; elsewhere the standard's own names have no colon.
      if (inner || name.includes(":")) add(place, context.expand(name), value, inner);
    }
  }

  addAll("event", event, false);
  if (!standardType) return members;
  addAll("ilmd", event["ilmd"], false);
  addAll("readPoint", event["readPoint"], false);
  addAll("bizLocation", event["bizLocation"], false);
  addAll("errorDeclaration", event["errorDeclaration"], false);
  for (const element of (event["sensorElementList"] ?? []) as readonly JsonObject[]) {
    addAll("sensorElement", element, false);
    addAll("sensorMetadata", element["sensorMetadata"], false);
    for (const report of element["sensorReport"] as readonly JsonObject[]) addAll("sensorReport", report, false);
  }
  return members;
}
