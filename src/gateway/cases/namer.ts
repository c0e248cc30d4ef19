import type { ParticipantId } from "../../domain/entry.ts";
import { referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";

/** Names participants in sentences: by their name, or by their number. */
export function namer({ directory }: ReadContext): (id: ParticipantId) => string {
  return (id) => referenceTo(directory, id).name ?? `participant ${id}`;
}
