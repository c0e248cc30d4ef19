import { memberAt } from "../../domain/directory/member-at.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { readCheckpoint } from "../../store/chain/checkpoint.ts";
import { readMemberChanges } from "../../store/chain/member-changes.ts";
import type { ReadContext } from "../read/read-context.ts";

/** The addresses of these members' gateways, of those that have one in the directory now. */
export async function readEndpoints(
  { db, now }: ReadContext,
  members: readonly ParticipantId[],
): Promise<ReadonlyMap<ParticipantId, string>> {
  const { block, timestamp } = (await readCheckpoint(db)) ?? { block: 0, timestamp: 0 };
  const changes = await readMemberChanges(db, members);
  const at = { block, time: Math.max(timestamp, now()) };
  const endpoints = [...changes].map(([member, made]) => [member, memberAt(member, made, at).endpoint] as const);
  return new Map(endpoints.filter(([, endpoint]) => endpoint !== ""));
}
