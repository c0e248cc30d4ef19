import type { Hex, ParticipantId } from "../../../../domain/entry.ts";
import type { ParticipantView } from "../../../../api/participant.ts";

/** Whether an address may sign for a participant now. */
export type KeyStanding = "valid" | "ended" | "later" | "another" | "unknown";

/** @param participants The participants of the ledger's registry. @param now Unix seconds. */
export function keyStanding(
  participants: readonly ParticipantView[],
  author: ParticipantId,
  address: Hex,
  now: number,
): KeyStanding {
  const owner = participants.find(({ keys }) => keys.some((key) => key.address === address));
  if (owner === undefined) return "unknown";
  if (owner.id !== author) return "another";
  const key = owner.keys.find((one) => one.address === address);
  if (key === undefined || key.validUntil <= now) return "ended";
  return key.validFrom > now ? "later" : "valid";
}
