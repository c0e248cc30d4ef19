import type { ParticipantId } from "../../domain/entry.ts";
import type { EventContent } from "../event/event-content.ts";

/**
 * Makes the key under which the store has an event only once: author, eventID, and the time of an error declaration. An
 * error declaration repeats the eventID of its event, but is a separate event.
 */
export function eventKey(
  author: ParticipantId,
  { eventID, errorDeclaration }: Pick<EventContent, "eventID" | "errorDeclaration">,
): string {
  return `${author} ${eventID}${errorDeclaration === undefined ? "" : ` error ${errorDeclaration.declaredAtMs}`}`;
}

/** Extracts the part of an {@link eventKey} that does not depend on the author. */
export function keyWithoutAuthor(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
