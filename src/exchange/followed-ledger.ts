import type { ParticipantId } from "../domain/entry.ts";
import type { Participant } from "../domain/participant.ts";
import type { LedgerDomain } from "../ledger/entry-typed-data.ts";

/** The ledger as this gateway has followed it to a final block. */
export interface FollowedLedger {
  readonly domain: LedgerDomain;
  /** Height of the block. */
  readonly height: number;
  /** Time of the block, in Unix seconds. */
  readonly time: number;
  readonly participant: (id: ParticipantId) => Participant | undefined;
}
