import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { readCapturedEvents } from "../../store/epcis/captured-events.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import type { Database } from "../../store/open-database.ts";
import { Context } from "../event/context.ts";
import { isValid, type CheckedEvents, type ValidEvent } from "./check-events.ts";
import { eventMeaning } from "./event-meaning.ts";
import { keyWithoutAuthor } from "./event-key.ts";
import type { JobProblem } from "./job-problem.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import type { EpcisDocument } from "./read-document.ts";

/** The new events of a document, and the problems of the others. */
export interface NewEvents {
  readonly events: readonly ValidEvent[];
  readonly problems: readonly JobProblem[];
  /** eventIDs of events that were already captured with the same content. */
  readonly repeated: readonly string[];
}

/**
 * Compares each valid event with events of the same eventID, earlier in the document and in the database. Omits an
 * event with the same content; reports a problem for an event with different content.
 */
export async function findNewEvents(
  db: Database,
  visibility: Visibility,
  document: EpcisDocument,
  checked: CheckedEvents,
): Promise<NewEvents> {
  const events: ValidEvent[] = [];
  const problems: JobProblem[] = [];
  const repeated: string[] = [];
  const earlier = new Map<string, EventInContext>();
  for (const event of checked.events) {
    if (!isValid(event)) {
      problems.push(...event);
      continue;
    }
    const inContext = { body: event.body, event: event.json, context: document.context };
    const before = earlier.get(event.key) ?? (await findEarlier(db, visibility, event));
    earlier.set(event.key, inContext);
    if (before === undefined) events.push(event);
    else if (isSame(before, inContext)) repeated.push(event.content.eventID);
    else problems.push(exists(document, event));
  }
  return { events, problems, repeated };
}

/** An event, with the context in which its names are read. */
interface EventInContext {
  /** Canonical JSON of the event. */
  readonly body: string;
  readonly event: JsonObject;
  readonly context: Context;
}

/** Whether two events state the same, in whatever notation. */
function isSame(one: EventInContext | "erased", other: EventInContext): boolean {
  if (one === "erased") return false;
  return one.body === other.body || eventMeaning(one.event, one.context) === eventMeaning(other.event, other.context);
}

/** Reads the same event from the database, by any author whose event the caller may read. */
async function findEarlier(
  db: Database,
  visibility: Visibility,
  { key, content }: ValidEvent,
): Promise<EventInContext | "erased" | undefined> {
  const wanted = keyWithoutAuthor(key);
  const captured = await readCapturedEvents(db, visibility, content.eventID);
  const found = captured.find((one) => keyWithoutAuthor(one.key) === wanted);
  if (found === undefined) return undefined;
  // The content of an erased event is unknown, and counts as different.
  if (found.body === null) return "erased";
  const context = Context.STANDARD.with(fromJsonText(found.context));
  return { body: found.body, event: fromJsonText(found.body), context };
}

const exists = (document: EpcisDocument, { index, content: { eventID } }: ValidEvent): JobProblem => ({
  exception: "ResourceAlreadyExistsException",
  pointer: `${pointerToEvent(document.pointer, index)}/eventID`,
  detail: "is the eventID of another event",
  eventID,
  code: "EpcisEventExists",
});
