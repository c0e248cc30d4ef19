import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { compileStructure } from "./check-structure.ts";
import type { Context } from "./context.ts";
import type { CheckedEvent } from "./event-content.ts";
import { eventHashId } from "./event-hash.ts";
import { EXTENSION_SCHEMA, STANDARD_SCHEMAS } from "./event-schema.ts";
import { contextViolations } from "./own-contexts.ts";
import { readContent } from "./read-content.ts";
import { semanticViolations, semanticWarnings } from "./semantic-rules.ts";
import type { Checked, Violation } from "./violation.ts";

const STANDARD_TYPES = new Map<unknown, ReturnType<typeof compileStructure<typeof EXTENSION_SCHEMA>>>(
  Object.entries(STANDARD_SCHEMAS).map(([type, schema]) => [type, compileStructure(schema)]),
);
const EXTENSION_TYPE = compileStructure(EXTENSION_SCHEMA);

/**
 * Checks one event against EPCIS 2.0 and CBV 2.0: first structure and formats, then vocabulary and identifiers, then
 * rules that concern several members.
 *
 * @param context context of the document, which the event's own `@context` extends.
 * @returns the event with its content, or all violations with pointers into the event.
 */
export function checkEvent(value: JsonValue, context: Context): Checked<CheckedEvent> {
  if (!isJsonObject(value)) return { violations: [{ pointer: "", reason: "must be an object" }] };
  const structure = (STANDARD_TYPES.get(value["type"]) ?? EXTENSION_TYPE)(value);
  if ("violations" in structure) return structure;
  const event = structure.value;
  const ofContext = contextViolations(event["@context"]);
  if (ofContext.length > 0) return { violations: ofContext };
  const full = context.with(event["@context"]);
  const { content, violations, warnings } = readContent(event, full);
  violations.push(...semanticViolations(content, event));
  if (violations.length > 0) return { violations };
  return {
    value: {
      json: event,
      content,
      warnings: [...warnings, ...eventIdWarnings(event, content.eventID, full), ...semanticWarnings(content)],
    },
  };
}

/**
 * Warns of an event hash id that differs from the computed id. This is not a violation, because the id may follow
 * another release.
 */
function eventIdWarnings(event: JsonObject, eventID: string, context: Context): Violation[] {
  if (event["eventID"] === undefined || !eventID.startsWith("ni:///sha-256;")) return [];
  const computed = eventHashId(event, context);
  if (computed === eventID) return [];
  return [{ pointer: "/eventID", reason: `is not the event hash id that CBV 2.0 gives, which is ${computed}` }];
}
