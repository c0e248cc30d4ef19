import type { ParticipantId } from "../../domain/entry.ts";
import type { EventContent } from "../event/event-content.ts";

/**
 * The key under which an event is stored once: its author and its statement. An error declaration repeats the eventID of
 * its event and is another statement.
 */
export function eventKey(
  author: ParticipantId,
  { eventID, errorDeclaration }: Pick<EventContent, "eventID" | "errorDeclaration">,
): string {
  return `${author} ${eventID}${errorDeclaration === undefined ? "" : ` error ${errorDeclaration.declaredAtMs}`}`;
}

/** The part of an {@link eventKey} that does not depend on the author. */
export function statementOf(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
