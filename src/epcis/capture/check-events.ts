import { setImmediate } from "node:timers/promises";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { bytesToDeliver, DELIVERABLE_BYTES } from "../../domain/payload/bytes-to-deliver.ts";
import { PAYLOAD_LIMITS, type JsonValue } from "../../domain/encoding/json.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { checkMembers, type CheckedPayload } from "../../domain/payload/check-payload.ts";
import { checkServedBy } from "../../domain/payload/check-times.ts";
import { countPayloadFields, payloadFields } from "../../domain/payload/payload-fields.ts";
import { checkEvent } from "../event/check-event.ts";
import type { CheckedEvent } from "../event/event-content.ts";
import type { Checked, Violation } from "../event/violation.ts";
import { EVENTS_PER_TURN } from "./capture-limits.ts";
import { eventKey } from "./event-key.ts";
import { violationToProblem, type JobProblem } from "./job-problem.ts";
import { pointerToEvent } from "./pointer-to-event.ts";
import type { EpcisDocument } from "./read-document.ts";

/** An event that can be the payload of a Report, the kind that requires no member. */
interface RecordableEvent extends CheckedEvent {
  readonly json: CheckedPayload;
}

/** A valid event of a document, which only {@link checkEvents} makes. */
export interface ValidEvent extends RecordableEvent {
  /** Index in the document. */
  readonly index: number;
  /** Key of the event, see {@link eventKey}. */
  readonly key: string;
  /** The event's canonical JSON. */
  readonly body: string;
}

/** The events of a document in its order, each valid or with its problems. */
export interface CheckedEvents {
  readonly events: readonly (ValidEvent | readonly JobProblem[])[];
  readonly warnings: readonly JobProblem[];
}

export function isValid(event: ValidEvent | readonly JobProblem[]): event is ValidEvent {
  return "key" in event;
}

/**
 * Checks each event of a document, independently of the other events and of the database.
 *
 * @param now Unix seconds.
 */
export async function checkEvents(author: ParticipantId, document: EpcisDocument, now: number): Promise<CheckedEvents> {
  const events: (ValidEvent | readonly JobProblem[])[] = [];
  const warnings: JobProblem[] = [];
  for (const [index, json] of document.events.entries()) {
    if (index % EVENTS_PER_TURN === 0) await setImmediate();
    const pointer = pointerToEvent(document.pointer, index);
    const checked = checkRecordable(json, document, now);
    if ("violations" in checked) {
      events.push(checked.violations.map((violation) => violationToProblem(pointer, violation)));
      continue;
    }
    const event = checked.value;
    const { eventID } = event.content;
    warnings.push(...event.warnings.map((warning) => ({ ...violationToProblem(pointer, warning), eventID })));
    const body = canonicalJson(event.json);
    if (body.length > PAYLOAD_LIMITS.characters) {
      events.push([{ ...violationToProblem(pointer, TOO_LONG), eventID }]);
      continue;
    }
    const bytes = bytesToDeliver(event.json, body);
    if (bytes > DELIVERABLE_BYTES) {
      events.push([{ ...violationToProblem(pointer, undeliverable(bytes)), eventID }]);
      continue;
    }
    events.push({ ...event, index, key: eventKey(author, event.content), body });
  }
  return { events, warnings };
}

/** Each event must keep the limit of a payload, although a document may be longer. */
const TOO_LONG: Violation = { pointer: "", reason: `has more than ${PAYLOAD_LIMITS.characters} characters` };

const undeliverable = (bytes: number): Violation => ({
  pointer: "",
  reason: `takes ${bytes} bytes on its way to another member, and at most ${DELIVERABLE_BYTES} can be delivered`,
});

/** Checks an event against the standard, and against the rules for the payload of a Report. */
function checkRecordable(value: JsonValue, document: EpcisDocument, now: number): Checked<RecordableEvent> {
  try {
    // This check comes first, so that no other check processes an event that is too large.
    countPayloadFields(value);
    const checked = checkEvent(value, document.context);
    if ("violations" in checked) return checked;
    const { json } = checked.value;
    checkMembers(json);
    checkServedBy(json, now);
    payloadFields(json);
    return { value: { ...checked.value, json } };
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    const { pointer, expected } = error.facts;
    const reason = expected === undefined ? error.message : `is not ${String(expected)}`;
    return { violations: [{ pointer: typeof pointer === "string" ? pointer : "", reason }] };
  }
}
