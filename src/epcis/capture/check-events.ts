import { setImmediate } from "node:timers/promises";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { checkPayload } from "../../domain/payload/check-payload.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { PAYLOAD_LIMITS, type JsonValue } from "../../domain/encoding/json.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { countPayloadFields, payloadFields } from "../../domain/payload/payload-fields.ts";
import { readCapturedEvents } from "../../store/epcis/captured-events.ts";
import type { Database } from "../../store/open-database.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { checkEvent, isChecked } from "../event/check-event.ts";
import type { CheckedEvent } from "../event/event-content.ts";
import type { Violation } from "../event/violation.ts";
import { EVENTS_PER_TURN } from "./capture-limits.ts";
import type { JobProblem } from "./job-problem.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import type { EpcisDocument } from "./read-document.ts";

/** An event that is valid and new. */
export interface NewEvent extends CheckedEvent {
  /** Index in the document. */
  readonly index: number;
  /** What makes it the same event as another. */
  readonly key: string;
}

export interface CheckedEvents {
  readonly events: readonly NewEvent[];
  readonly problems: readonly JobProblem[];
  readonly warnings: readonly JobProblem[];
  /** eventIDs of events that were captured before as they are. */
  readonly repeated: readonly string[];
}

/**
 * Checks the events of a document, one by one: each for itself, then against those before it in the document and those
 * that were captured before. An event that was captured before with the same content is left out without complaint.
 */
export async function checkEvents(
  db: Database,
  visibility: Visibility,
  document: EpcisDocument,
): Promise<CheckedEvents> {
  const events: NewEvent[] = [];
  const problems: JobProblem[] = [];
  const warnings: JobProblem[] = [];
  const repeated: string[] = [];
  const bodies = new Map<string, string>();

  for (const [index, json] of document.events.entries()) {
    if (index % EVENTS_PER_TURN === 0) await setImmediate();
    const pointer = pointerToEvent(document.pointer, index);
    const checked = checkOne(json, document);
    if (!isChecked(checked)) {
      problems.push(...checked.map((problem) => invalid(pointer, problem)));
      continue;
    }
    const { eventID } = checked.content;
    warnings.push(...checked.warnings.map((problem) => ({ ...invalid(pointer, problem), eventID })));
    const key = eventKey(visibility.participant, checked.content);
    const body = canonicalJson(checked.json);
    if (body.length > PAYLOAD_LIMITS.characters) {
      problems.push({ ...invalid(pointer, TOO_LONG), eventID });
      continue;
    }
    const before = bodies.get(key) ?? (await bodyBefore(db, visibility, key, eventID));
    bodies.set(key, body);
    if (before === undefined) events.push({ ...checked, index, key });
    else if (before === body) repeated.push(eventID);
    else problems.push(exists(pointer, eventID));
  }
  return { events, problems, warnings, repeated };
}

/** An event is stored once by its eventID, and so is each declaration that it was an error, which repeats the eventID. */
export function eventKey(
  author: ParticipantId,
  { eventID, errorDeclaration }: Pick<CheckedEvent["content"], "eventID" | "errorDeclaration">,
): string {
  return `${author} ${statementOf(eventID, errorDeclaration?.declaredAtMs)}`;
}

const statementOf = (eventID: string, declaredAtMs: number | undefined) =>
  declaredAtMs === undefined ? eventID : `${eventID} error ${declaredAtMs}`;

/** What was captured before as the same statement, by the participant or by one whose event it may read. */
async function bodyBefore(
  db: Database,
  visibility: Visibility,
  key: string,
  eventID: string,
): Promise<string | undefined> {
  const said = afterAuthor(key);
  const before = (await readCapturedEvents(db, visibility, eventID)).find((one) => afterAuthor(one.key) === said);
  // Erased, nobody knows any more what it said: it is another event, until shown otherwise.
  return before && (before.body ?? "");
}

/** An event is held to the limits of every other payload, though its document may be longer. */
const TOO_LONG: Violation = { pointer: "", reason: `has more than ${PAYLOAD_LIMITS.characters} characters` };

const afterAuthor = (key: string) => key.slice(key.indexOf(" ") + 1);

function checkOne(json: JsonValue, document: EpcisDocument): CheckedEvent | readonly Violation[] {
  try {
    // First, so that nothing else looks at an event that is too large to be recorded.
    countPayloadFields(json);
    const checked = checkEvent(json, document.context);
    if (!isChecked(checked)) return checked;
    checkPayload("Report", checked.json);
    payloadFields(checked.json);
    return checked;
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    const { pointer = "", expected } = error.facts as { pointer?: string; expected?: string };
    return [{ pointer, reason: expected === undefined ? error.message : `is not ${expected}` }];
  }
}

const invalid = (pointer: string, problem: Violation): JobProblem => ({
  exception: "ValidationException",
  pointer: pointer + problem.pointer,
  detail: problem.reason,
});

const exists = (pointer: string, eventID: string): JobProblem => ({
  exception: "ResourceAlreadyExistsException",
  pointer: `${pointer}/eventID`,
  detail: "is the eventID of another event",
  eventID,
  code: "EpcisEventExists",
});
