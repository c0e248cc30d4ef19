import { type Bytes32, type ParticipantId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { positionOf } from "../../src/domain/position.ts";
import { memberChangeToRow } from "../../src/store/chain/member-changes.ts";
import type { Database } from "../../src/store/open-database.ts";
import { announcementOf } from "./directory-vectors.ts";
import { insertRows } from "./insert-rows.ts";

/** Writes a member's first publication to the followed directory, as if a block had it. @param at Unix seconds. */
export function publishEndpoint(
  db: Database,
  { member, endpoint, block, at }: { member: ParticipantId; endpoint: string; block: number; at: number },
): Promise<void> {
  const hash: Bytes32 = `0x${member.toString(16).padStart(64, "0")}`;
  const announced = announcementOf({ endpoint, key: "K1", recovery: "R1", validUntil: 2 ** 40 }, 0);
  const publication = { participant: member, previous: ZERO_BYTES32, ...announced };
  const event = { event: "MemberPublished", participant: member, change: hash, publication, effectiveAt: at } as const;
  const place = { position: positionOf(block, member), block, recordedAt: at, transactionHash: hash };
  return insertRows(db, "member_changes", [memberChangeToRow({ event, signature: "0x", ...place })]);
}
