import type { LedgerDomain } from "../../ledger/entry-typed-data.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import type { KeyedEvent } from "../../store/epcis/events.ts";
import type { Database } from "../../store/open-database.ts";
import type { Directory } from "../directory.ts";
import type { Follower } from "../follow/follower.ts";
import type { DecryptionKeys } from "./decryption-keys.ts";
import type { DeliveringMembers } from "./delivering-members.ts";
import type { InOrder } from "./in-order.ts";
import type { OtherMembers } from "./other-members.ts";
import type { OwnMembers } from "./own-members.ts";

/** The parts of a gateway that its exchange with other gateways uses. */
export interface ExchangeContext {
  readonly db: Database;
  readonly domain: LedgerDomain;
  readonly directory: Pick<Directory, "get" | "all">;
  readonly follower: Pick<Follower, "checkpoint" | "status">;
  /** Waits a moment until a block is followed, which the chain may already have. */
  readonly untilFollowed: (block: number) => Promise<void>;
  readonly own: OwnMembers;
  /** Seals parcels for each other member request by request, as each request takes the numbers after the last. */
  readonly sealing: InOrder<ParticipantId>;
  /** Opens what came for each own member request by request: opened at the same time, the first would come later. */
  readonly opening: InOrder<ParticipantId>;
  /** Judges and stores what came for each own member request by request, as one may entitle to the next. */
  readonly storing: InOrder<ParticipantId>;
  readonly others: OtherMembers;
  readonly delivering: DeliveringMembers;
  readonly decryptionKeys: DecryptionKeys;
  /** Makes the searchable event of a whole payload, see `indexArrived`; `undefined` for a payload that is no event. */
  readonly eventOf: (author: ParticipantId, commitment: Bytes32, payload: JsonObject) => KeyedEvent | undefined;
  /** Whether the disk has too little room for more payloads. */
  readonly isFull: () => Promise<boolean>;
  /** The clock, Unix milliseconds. */
  readonly clock: () => number;
}
