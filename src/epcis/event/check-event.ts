import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { compileStructure } from "./check-structure.ts";
import type { Context } from "./context.ts";
import type { CheckedEvent, EventType } from "./event-facts.ts";
import { eventHashId } from "./event-hash.ts";
import { EVENT_SCHEMAS } from "./event-schema.ts";
import { contextProblems } from "./own-contexts.ts";
import type { Problem } from "./problem.ts";
import { readFacts } from "./read-facts.ts";
import { semanticProblems } from "./semantic-rules.ts";

const STRUCTURES = new Map(Object.entries(EVENT_SCHEMAS).map(([type, schema]) => [type, compileStructure(schema)]));
const OTHER = STRUCTURES.get("other") as ReturnType<typeof compileStructure>;

/**
 * Checks one event against EPCIS 2.0 and CBV 2.0: its structure and formats, then its vocabulary and identifiers, then
 * the rules that need several members.
 *
 * @param context of the document that it is in; its own `@context` comes on top.
 * @returns The event with what it says, or everything that is wrong with it, with pointers into the event.
 */
export function checkEvent(value: JsonValue, context: Context): CheckedEvent | readonly Problem[] {
  if (!isJsonObject(value)) return [{ pointer: "", reason: "must be an object" }];
  const structure = STRUCTURES.get(value["type"] as EventType) ?? OTHER;
  const wrong = structure(value, "");
  if (wrong.length === 0) wrong.push(...contextProblems(value["@context"], "/@context"));
  if (wrong.length > 0) return wrong;
  const full = context.with(value["@context"]);
  const { facts, problems } = readFacts(value, full);
  problems.push(...semanticProblems(facts, value));
  return problems.length > 0 ? problems : { json: value, facts, warnings: warningsOf(value, facts.eventID, full) };
}

/** An event hash id that is not ours may be of another release or of an event that changed: not for us to refuse. */
function warningsOf(event: JsonObject, eventID: string, context: Context): Problem[] {
  if (event["eventID"] === undefined || !eventID.startsWith("ni:///sha-256;")) return [];
  const computed = eventHashId(event, context);
  if (computed === eventID) return [];
  return [{ pointer: "/eventID", reason: `is not the event hash id that CBV 2.0 gives, which is ${computed}` }];
}

export function isChecked(result: CheckedEvent | readonly Problem[]): result is CheckedEvent {
  return !Array.isArray(result);
}
