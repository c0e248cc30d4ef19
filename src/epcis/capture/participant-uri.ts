import type { ParticipantId } from "../../domain/entry.ts";

/** Reads the participant's id from its URN, such as `urn:portolan:participant:7`; `undefined` for any other URI. */
export function participantUri(uri: string): ParticipantId | undefined {
  const number = /^urn:portolan:participant:([1-9]\d{0,9})$/.exec(uri)?.[1];
  return number === undefined || Number(number) >= 2 ** 32 ? undefined : Number(number);
}
