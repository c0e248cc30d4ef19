import type { ParticipantId } from "../../domain/entry.ts";

/** The participant that `urn:portolan:participant:7` names: a form that every participant has without being given one. */
export function participantUri(uri: string): ParticipantId | undefined {
  const number = /^urn:portolan:participant:([1-9]\d{0,9})$/.exec(uri)?.[1];
  return number === undefined || Number(number) >= 2 ** 32 ? undefined : Number(number);
}
