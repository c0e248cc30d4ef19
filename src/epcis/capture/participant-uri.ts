import type { ParticipantId } from "../../domain/entry.ts";

/** The number of the participant in `urn:portolan:participant:7`, the identifier that every participant has. */
export function participantUri(uri: string): ParticipantId | undefined {
  const number = /^urn:portolan:participant:([1-9]\d{0,9})$/.exec(uri)?.[1];
  return number === undefined || Number(number) >= 2 ** 32 ? undefined : Number(number);
}
