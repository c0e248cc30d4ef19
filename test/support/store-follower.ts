import type { FollowedChange } from "../../src/domain/directory/followed-change.ts";
import { type EntryHash, type Hex, type ShipmentId } from "../../src/domain/entry.ts";
import type { FollowedCase, FollowedShipment } from "../../src/domain/followed.ts";
import type { Participant } from "../../src/domain/participant.ts";
import { Directory } from "../../src/gateway/directory.ts";
import { NO_ACTS } from "../../src/gateway/follow/judge-acts.ts";
import { judgeBlocks, type ReadBlock } from "../../src/gateway/follow/judge-blocks.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { readOpenEntitlements } from "../../src/store/chain/followed-state.ts";
import { storeBlocks } from "../../src/store/chain/store-blocks.ts";
import type { Checkpoint } from "../../src/store/chain/checkpoint.ts";
import type { Database } from "../../src/store/open-database.ts";

/** The ledger of all blocks that no chain made. */
export const SEEDED_DOMAIN = { chainId: 1, ledger: `0x${"11".repeat(20)}` as Hex };

export const hashSeededEntry = createEntryHasher(SEEDED_DOMAIN);

/** A block that no chain made. */
export interface SeededBlock {
  readonly block: ReadBlock;
  /** Participants that it enrols or changes. */
  readonly participants: readonly Participant[];
  readonly memberChanges: readonly FollowedChange[];
}

/** A store that follows blocks by the follower's code, without a chain: each entry is judged by the ledger's rules. */
export class StoreFollower {
  readonly db: Database;
  readonly directory = new Directory([]);
  checkpoint: Checkpoint;
  #shipments = new Map<ShipmentId, FollowedShipment>();
  #cases = new Map<EntryHash, FollowedCase>();

  constructor(db: Database, start: Checkpoint) {
    this.db = db;
    this.checkpoint = start;
  }

  shipment(id: ShipmentId): FollowedShipment | undefined {
    return this.#shipments.get(id);
  }

  /** @returns the position of the block's last entry; 0 without one. @throws LedgerRuleBroken */
  async follow({ block, participants, memberChanges }: SeededBlock): Promise<number> {
    if (participants.length > 0) {
      const known = new Map([...this.directory.all(), ...participants].map((each) => [each.id, each]));
      this.directory.replace(known.values());
    }
    const entitlements = await readOpenEntitlements(this.db, [...this.#shipments.keys()]);
    const known = {
      ...{ shipments: this.#shipments, cases: this.#cases, entitlements, successors: [], members: new Map() },
      acts: NO_ACTS,
    };
    const judged = judgeBlocks([block], known, this.directory, { hashEntry: hashSeededEntry }, 0);
    const changes = { ...judged, participants, memberChanges };
    const to = { block: block.number, hash: block.hash, timestamp: block.timestamp };
    await storeBlocks(this.db, changes, { from: this.checkpoint, to, forgetBelow: 0 }, block.timestamp * 1000);
    this.checkpoint = to;
    for (const [id, shipment] of changes.shipments) this.#shipments.set(id, shipment);
    for (const [hold, followed] of changes.cases) this.#cases.set(hold, followed);
    return changes.entries.at(-1)?.position ?? 0;
  }

  /** @returns what restores the present state in memory, and returns its checkpoint. */
  remember(): () => Checkpoint {
    const [checkpoint, shipments, cases] = [this.checkpoint, new Map(this.#shipments), new Map(this.#cases)];
    return () => {
      this.checkpoint = checkpoint;
      this.#shipments = shipments;
      this.#cases = cases;
      return checkpoint;
    };
  }
}
