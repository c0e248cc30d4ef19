import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { compileStructure } from "./check-structure.ts";
import type { Context } from "./context.ts";
import type { CheckedEvent, EventType } from "./event-content.ts";
import { eventHashId } from "./event-hash.ts";
import { EVENT_SCHEMAS } from "./event-schema.ts";
import { contextViolations } from "./own-contexts.ts";
import type { Violation } from "./violation.ts";
import { readContent } from "./read-content.ts";
import { semanticViolations } from "./semantic-rules.ts";

const STRUCTURES = new Map(Object.entries(EVENT_SCHEMAS).map(([type, schema]) => [type, compileStructure(schema)]));
const OTHER = STRUCTURES.get("other") as ReturnType<typeof compileStructure>;

/**
 * Checks one event against EPCIS 2.0 and CBV 2.0: its structure and formats, then its vocabulary and identifiers, then
 * the rules that need several members.
 *
 * @param context of the document that it is in; its own `@context` comes on top.
 * @returns The event with what it says, or everything that is wrong with it, with pointers into the event.
 */
export function checkEvent(value: JsonValue, context: Context): CheckedEvent | readonly Violation[] {
  if (!isJsonObject(value)) return [{ pointer: "", reason: "must be an object" }];
  const structure = STRUCTURES.get(value["type"] as EventType) ?? OTHER;
  const wrong = structure(value, "");
  if (wrong.length === 0) wrong.push(...contextViolations(value["@context"], "/@context"));
  if (wrong.length > 0) return wrong;
  const full = context.with(value["@context"]);
  const { content, violations } = readContent(value, full);
  violations.push(...semanticViolations(content, value));
  return violations.length > 0
    ? violations
    : { json: value, content, warnings: warningsOf(value, content.eventID, full) };
}

/** An event hash id that is not ours may be of another release or of an event that changed: not for us to refuse. */
function warningsOf(event: JsonObject, eventID: string, context: Context): Violation[] {
  if (event["eventID"] === undefined || !eventID.startsWith("ni:///sha-256;")) return [];
  const computed = eventHashId(event, context);
  if (computed === eventID) return [];
  return [{ pointer: "/eventID", reason: `is not the event hash id that CBV 2.0 gives, which is ${computed}` }];
}

export function isChecked(result: CheckedEvent | readonly Violation[]): result is CheckedEvent {
  return !Array.isArray(result);
}
