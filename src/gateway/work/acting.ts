import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Reading } from "../read/reading.ts";

/** What telling possible entries needs beside their author. */
export interface Acting extends Reading {
  readonly directory: {
    get(id: ParticipantId): Participant | undefined;
    all(): readonly Participant[];
  };
  /** Whether the gateway holds a key that signs for the participant now. */
  readonly signsFor: (participant: ParticipantId) => boolean;
}
