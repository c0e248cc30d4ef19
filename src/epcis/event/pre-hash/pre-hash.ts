import { isJsonObject, type JsonObject, type JsonValue } from "../../../domain/encoding/json.ts";
import type { Context } from "../context.ts";
import { jsonLdValues } from "../json-ld-values.ts";
import { extensionMembers, writeExtensions } from "./extension-members.ts";
import { PROPERTY_ORDER } from "./property-order.ts";
import { inUtf8Order } from "./utf8-order.ts";
import { writeLines } from "./writers.ts";

/**
 * Writes the pre-hash string of an event (CBV 2.0, 8.9), which is the same for all notations of the event. It contains
 * the members of the standard in a fixed order, then the extension members; each list is in UTF-8 order.
 */
export function preHash(event: JsonObject, context: Context): string {
  return (
    writeLines(PROPERTY_ORDER, event, context) +
    inUtf8Order([...inStandardMembers(event, context), ...extensionMembers(event, context)])
  );
}

/** Writes the extension members inside standard members, each group under the name of its standard member. */
function inStandardMembers(event: JsonObject, context: Context): string[] {
  const under = (name: string, value: JsonValue | undefined) => prefixed(name, writeExtensions(value, context));
  const sensors = jsonLdValues(event["sensorElementList"]).map((element) => {
    if (!isJsonObject(element)) return "";
    const reports = jsonLdValues(element["sensorReport"]).map((report) => under("sensorReport", report));
    return prefixed(
      "sensorElement",
      inUtf8Order([
        under("sensorMetadata", element["sensorMetadata"]),
        ...reports,
        ...extensionMembers(element, context),
      ]),
    );
  });
  return [under("readPoint", event["readPoint"]), under("bizLocation", event["bizLocation"]), ...sensors];
}

const prefixed = (name: string, written: string) => (written === "" ? "" : name + written);
