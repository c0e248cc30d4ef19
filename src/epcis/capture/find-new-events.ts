import { readCapturedEvents } from "../../store/epcis/captured-events.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import type { Database } from "../../store/open-database.ts";
import { isValid, type CheckedEvents, type ValidEvent } from "./check-events.ts";
import { statementOf } from "./event-key.ts";
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
  const bodies = new Map<string, string>();
  for (const event of checked.events) {
    if (!isValid(event)) {
      problems.push(...event);
      continue;
    }
    const before = bodies.get(event.key) ?? (await bodyBefore(db, visibility, event));
    bodies.set(event.key, event.body);
    if (before === undefined) events.push(event);
    else if (before === event.body) repeated.push(event.content.eventID);
    else problems.push(exists(document, event));
  }
  return { events, problems, repeated };
}

/** Reads the content of the same event in the database, by any author whose event the caller may read. */
async function bodyBefore(
  db: Database,
  visibility: Visibility,
  { key, content }: ValidEvent,
): Promise<string | undefined> {
  const statement = statementOf(key);
  const captured = await readCapturedEvents(db, visibility, content.eventID);
  const before = captured.find((one) => statementOf(one.key) === statement);
  // The content of an erased event is unknown, and counts as different.
  return before && (before.body ?? "");
}

const exists = (document: EpcisDocument, { index, content: { eventID } }: ValidEvent): JobProblem => ({
  exception: "ResourceAlreadyExistsException",
  pointer: `${pointerToEvent(document.pointer, index)}/eventID`,
  detail: "is the eventID of another event",
  eventID,
  code: "EpcisEventExists",
});
