import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { positionOf } from "../../domain/position.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { BlockHeader } from "../../ledger/block-header.ts";
import { getBlockHeader, type BlockReference } from "../../ledger/get-block-header.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { readCheckpoint, type Checkpoint } from "../../store/chain/facts.ts";
import { readParticipants } from "../../store/chain/ledger-rows.ts";
import type { Database } from "../../store/open-database.ts";
import { storeBlocks } from "../../store/chain/store-blocks.ts";
import { readKeptBlocks, undoBlocksAbove } from "../../store/chain/undo.ts";
import type { Directory } from "../directory.ts";
import type { Applied } from "./applied.ts";
import { BlockReader, ChainMoved } from "./block-reader.ts";
import { judgeBlocks, type ReadBlock } from "./judge-blocks.ts";
import { readKnownState } from "./read-known-state.ts";

/** How deep a reorganisation can be repaired, in blocks. */
export const REORGANISATION_DEPTH = 128;

/** After this long without an answer from the node, what is served counts as out of date. */
const STALE_AFTER_MS = 10_000;

/** Waits between looks at the chain: short after something was sent or came, doubling while nothing does. */
const SHORTEST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 250;

/** The wait after trouble doubles up to this: a node in distress is not asked all the time. */
const LONGEST_WAIT_IN_TROUBLE_MS = 2_000;

export interface FollowerParts {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly ledger: Hex;
  readonly consortium: Hex;
  readonly hashEntry: EntryHasher;
  readonly directory: Directory;
  /** Hears of trouble that may pass: the node does not answer, say. */
  readonly onTrouble: (error: unknown) => void;
}

export interface FollowerStatus {
  /** `behind`: many more blocks are known than followed or than the node has, or it has not answered for long. */
  readonly state: "starting" | "following" | "behind" | "alarmed";
  /** The last followed block, and the last that the node told of. */
  readonly block: number;
  readonly chainHead: number;
  /** Why nothing is followed any more. An operator has to look: history is never repaired silently. */
  readonly alarm: PortolanError | null;
}

type Listener = (applied: Applied) => void;

/** Blocks that were judged: what they change, and the participants after them. */
interface Judged {
  readonly checkpoint: Checkpoint;
  readonly changes: ReturnType<typeof judgeBlocks>;
  readonly directory: Directory;
}

/**
 * Reads the chain, the only source of truth, into the store, block by block. The checkpoint moves in the transaction
 * that stores the blocks' rows, so that a crash between any two steps neither loses nor doubles one.
 *
 * A reorganisation is undone as far as blocks are kept. What cannot be true (a deeper one, an entry that the contract
 * could not have recorded) raises an alarm: the store keeps what it has, and nothing is followed until somebody decides.
 */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #reader: BlockReader;
  readonly #listeners = new Set<Listener>();
  #checkpoint: Checkpoint;
  #chainHead = 0;
  #caughtUp = false;
  #answeredAt = Date.now();
  #alarm: PortolanError | null = null;
  /** The node has none of the blocks by which it could be told whether its chain is ours. */
  #nodeIsFarBehind = false;
  /** A commit may have been made whose answer was lost. */
  #inDoubt = false;
  #running = false;
  #leads = false;
  #loop: Promise<void> = Promise.resolve();
  #wait = SHORTEST_WAIT_MS;
  #wake: (() => void) | null = null;
  /** One look at a time, and no change of office during one. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: FollowerParts, checkpoint: Checkpoint) {
    this.#parts = parts;
    this.#reader = new BlockReader(parts.rpc, [parts.ledger, parts.consortium]);
    this.#checkpoint = checkpoint;
  }

  /**
   * A follower that goes on after the stored checkpoint, or from `firstBlock` when there is none.
   *
   * @param firstBlock a block before which the contracts did not exist.
   */
  static async create(parts: FollowerParts, firstBlock: number): Promise<Follower> {
    const stored = await readCheckpoint(parts.db);
    if (stored !== undefined) return new Follower(parts, stored);
    const { number, hash, timestamp } = await requireBlock(parts.rpc, firstBlock);
    return new Follower(parts, { block: number, hash, timestamp });
  }

  get status(): FollowerStatus {
    const { block } = this.#checkpoint;
    const late = Date.now() - this.#answeredAt > STALE_AFTER_MS;
    const state =
      this.#alarm !== null
        ? "alarmed"
        : !this.#caughtUp
          ? "starting"
          : late || this.#nodeIsFarBehind || this.#chainHead - block > REORGANISATION_DEPTH
            ? "behind"
            : "following";
    return { state, block, chainHead: this.#chainHead, alarm: this.#alarm };
  }

  /** The last block that is in the store. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** Calls `listener` after each commit with what it stored. Returns how to stop that. */
  onApplied(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Watches what the leading gateway on the same database follows, until `lead` is called. */
  start(): void {
    this.#running = true;
    this.#loop = this.#run();
  }

  /** From now on, this gateway is the one that follows. */
  async lead(): Promise<void> {
    await this.#exclusive(async () => {
      this.#checkpoint = (await readCheckpoint(this.#parts.db)) ?? this.#checkpoint;
      this.#parts.directory.replace(await readParticipants(this.#parts.db));
      this.#reader.reset();
      this.#leads = true;
    });
    this.lookSoon();
  }

  /** From now on it watches again what another follows. */
  async stepDown(): Promise<void> {
    await this.#exclusive(async () => {
      this.#leads = false;
    });
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.lookSoon();
    await this.#loop;
  }

  /** Something was sent: look at the chain at once, and often for a while. */
  lookSoon(): void {
    this.#wait = SHORTEST_WAIT_MS;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let troubles = 0;
    while (this.#running && this.#alarm === null) {
      let moved = false;
      try {
        moved = await this.#exclusive(() => (this.#leads ? this.#step() : this.#watch()));
        this.#answeredAt = Date.now();
        troubles = 0;
      } catch (error) {
        if (PortolanError.is(error, "LedgerRuleBroken", "ReorganisationTooDeep") && (await this.#isStored())) {
          this.#alarm = error;
        }
        troubles += 1;
        this.#inDoubt = true;
        this.#parts.onTrouble(error);
      }
      if (moved) this.#wait = SHORTEST_WAIT_MS;
      else if (troubles === 0) await this.#pause(this.#wait);
      else await this.#pause(Math.min(LONGEST_WAIT_MS * 2 ** (troubles - 1), LONGEST_WAIT_IN_TROUBLE_MS));
    }
  }

  async #exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, ms);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }

  /** Takes over what another gateway has followed. */
  async #watch(): Promise<boolean> {
    const { db, directory, rpc } = this.#parts;
    const { number } = await requireBlock(rpc, "latest");
    this.#chainHead = number;
    const stored = await readCheckpoint(db);
    if (stored === undefined) return false;
    this.#nodeIsFarBehind = number < stored.block - REORGANISATION_DEPTH;
    // Also where nothing is mined: what the leading gateway has followed is all there is.
    if (stored.block >= number) this.#caughtUp = true;
    if (stored.hash === this.#checkpoint.hash) return false;
    directory.replace(await readParticipants(db));
    const rolledBack = stored.block < this.#checkpoint.block;
    this.#checkpoint = stored;
    this.#caughtUp = true;
    this.#tell({ settled: [], minedBatches: [], entries: [], refusals: [], ...upTo(stored.block), rolledBack });
    return true;
  }

  /**
   * Whether the store is where this follower takes it to be. Otherwise another gateway has followed meanwhile, and what
   * looks like a broken rule is only read against what came later. A store that does not answer is asked next time.
   */
  async #isStored(): Promise<boolean> {
    const stored = await readCheckpoint(this.#parts.db).catch(() => null);
    return stored === undefined || stored?.hash === this.#checkpoint.hash;
  }

  /**
   * Goes by what is stored after a failure: the answer to a commit may have been lost, and the commit made. What it
   * settled was told to nobody, so that all have to read it again.
   */
  async #resolveDoubt(): Promise<void> {
    const { db, directory } = this.#parts;
    const stored = await readCheckpoint(db);
    this.#inDoubt = false;
    if (stored === undefined || stored.hash === this.#checkpoint.hash) return;
    directory.replace(await readParticipants(db));
    this.#checkpoint = stored;
    this.#reader.reset();
    this.#tell({ settled: [], minedBatches: [], entries: [], refusals: [], ...upTo(stored.block), rolledBack: true });
  }

  /** Follows what is new. Returns whether there was something. */
  async #step(): Promise<boolean> {
    if (this.#inDoubt) await this.#resolveDoubt();
    const latest = await requireBlock(this.#parts.rpc, "latest");
    this.#chainHead = latest.number;
    const { block, hash } = this.#checkpoint;
    this.#nodeIsFarBehind = latest.number < block - REORGANISATION_DEPTH;
    if (this.#nodeIsFarBehind) return false;
    if (latest.number < block) {
      // A node that is behind, as one of several may be, or one that lost blocks; its own hash tells.
      if (!(await this.#keeps(latest))) await this.#reorganise();
      return false;
    }
    if (latest.number === block) {
      if (latest.hash !== hash) return this.#reorganise();
      this.#caughtUp = true;
      return false;
    }
    try {
      await this.#followTo(latest);
    } catch (error) {
      if (error instanceof ChainMoved) return this.#reorganise();
      throw error;
    }
    return true;
  }

  /** Follows up to `latest`; the next blocks are read and judged while the last are being stored. */
  async #followTo(latest: BlockHeader): Promise<void> {
    let judged: Judged | null = null;
    let stored: Promise<void> = Promise.resolve();
    try {
      while (this.#running && (judged?.checkpoint ?? this.#checkpoint).block < latest.number) {
        const blocks = await this.#reader.read(judged?.checkpoint ?? this.#checkpoint, latest);
        this.#answeredAt = Date.now();
        const next = await this.#judge(blocks, judged, latest.number);
        await stored;
        judged = next;
        stored = this.#store(judged);
        // It is awaited, and its failure seen, once the next blocks are judged.
        stored.catch(() => undefined);
      }
    } finally {
      await stored;
    }
    this.#caughtUp = this.#checkpoint.block >= latest.number || this.#caughtUp;
  }

  /** @param before What was judged last and may not be stored yet; null when all is stored. */
  async #judge(blocks: readonly ReadBlock[], before: Judged | null, chainHead: number): Promise<Judged> {
    const { db, directory, hashEntry } = this.#parts;
    const { number: block, hash, timestamp } = blocks.at(-1) as ReadBlock;
    const known = await readKnownState(db, blocks, before && before.changes);
    const fork = (before?.directory ?? directory).fork();
    const changes = judgeBlocks(blocks, known, fork, hashEntry, chainHead - REORGANISATION_DEPTH);
    return { checkpoint: { block, hash, timestamp }, changes, directory: fork };
  }

  async #store({ checkpoint, changes, directory }: Judged): Promise<void> {
    const forgetBelow = checkpoint.block - REORGANISATION_DEPTH;
    const advance = { from: this.#checkpoint, to: checkpoint, forgetBelow };
    const settled = await storeBlocks(this.#parts.db, changes, advance, Date.now());
    if (settled === undefined) throw new PortolanError("FollowedByAnother", { block: checkpoint.block });

    this.#checkpoint = checkpoint;
    if (changes.participants.length > 0) this.#parts.directory.replace(directory.all());
    const { entries, refusals } = changes;
    this.#tell({ ...settled, entries, refusals, ...upTo(checkpoint.block), rolledBack: false });
  }

  async #keeps(block: BlockHeader): Promise<boolean> {
    const kept = await readKeptBlocks(this.#parts.db);
    return kept.some(({ block: number, hash }) => number === block.number && hash === block.hash);
  }

  /** Undoes what the chain no longer has, down to the newest block that both know. */
  async #reorganise(): Promise<boolean> {
    const { db, rpc, directory } = this.#parts;
    const latest = await requireBlock(rpc, "latest");
    for (const kept of await readKeptBlocks(db)) {
      if (kept.block > latest.number) continue;
      const { hash } = kept.block === latest.number ? latest : await requireBlock(rpc, kept.block);
      if (hash !== kept.hash) continue;
      const undone = await undoBlocksAbove(db, kept, this.#checkpoint);
      if (!undone) throw new PortolanError("FollowedByAnother", { block: kept.block });
      directory.replace(await readParticipants(db));
      this.#checkpoint = kept;
      this.#reader.reset();
      this.#tell({
        settled: [],
        minedBatches: [],
        entries: [],
        refusals: [],
        ...upTo(kept.block),
        rolledBack: true,
      });
      return true;
    }
    throw new PortolanError("ReorganisationTooDeep", {
      block: this.#checkpoint.block,
      hash: this.#checkpoint.hash,
      depth: REORGANISATION_DEPTH,
    });
  }

  #tell(applied: Applied): void {
    for (const listener of this.#listeners) listener(applied);
  }
}

const upTo = (block: number) => ({ block, toPosition: positionOf(block + 1, 0) - 1 });

async function requireBlock(rpc: Rpc, block: BlockReference): Promise<BlockHeader> {
  const header = await getBlockHeader(rpc, block);
  if (header === undefined) throw rpc.nonsense("eth_getBlockByNumber", `it has no block ${block}`);
  return header;
}
