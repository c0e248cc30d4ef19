import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { positionOf } from "../../domain/position.ts";
import { SerialQueue } from "../../domain/serial-queue.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { BlockHeader } from "../../ledger/block-header.ts";
import { getBlockHeader, type BlockReference } from "../../ledger/get-block-header.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { readCheckpoint, type Checkpoint } from "../../store/chain/checkpoint.ts";
import { readParticipants } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import { storeBlocks } from "../../store/chain/store-blocks.ts";
import { readKeptBlocks, undoBlocksAbove } from "../../store/chain/undo-blocks.ts";
import type { Directory } from "../directory.ts";
import type { AppliedBlocks } from "./applied-blocks.ts";
import { BlockReader, ChainMoved, type FollowedContracts } from "./block-reader.ts";
import { judgeBlocks, type ReadBlock } from "./judge-blocks.ts";
import { readKnownState } from "./read-known-state.ts";

/** Number of blocks that the follower can undo in a reorganisation. */
export const REORGANISATION_DEPTH = 128;

/** Milliseconds without an answer from the node after which the gateway is `behind`. */
const STALE_AFTER_MS = 10_000;

/** Pauses between looks at the chain: short after a transaction or a new block, then doubling. */
const MIN_WAIT_MS = 4;
const MAX_WAIT_MS = 250;

/** Longest pause after errors, during which the pause doubles, to spare an overloaded node. */
const MAX_WAIT_IN_TROUBLE_MS = 2_000;

export interface FollowerParts extends FollowedContracts {
  readonly db: Database;
  readonly rpc: Rpc;
  readonly hashEntry: EntryHasher;
  readonly directory: Directory;
  /** Receives temporary errors, such as a node that does not answer. */
  readonly onTrouble: (error: unknown) => void;
}

export interface FollowerStatus {
  /** `behind`: more than 128 blocks lie between follower and node, or the node has not answered for 10 seconds. */
  readonly state: "starting" | "following" | "behind" | "alarmed";
  /** Number of the last applied block. */
  readonly block: number;
  /** Number of the newest block in the node's last answer. */
  readonly chainHead: number;
  /**
   * The error that stopped the follower. An operator must decide, because the follower never repairs history silently.
   */
  readonly alarm: PortolanError | null;
}

type Listener = (applied: AppliedBlocks) => void;

/**
 * States of the follower. `caughtUp` is true after it first reached the node's newest block.
 *
 * ```
 *            start               lead
 *   stopped ───────▶ watching ◀────────▶ leading ─────────▶ alarmed
 *                              stepDown           alarm
 * ```
 *
 * `stop` and a crash lead to `stopped` from any state. The next start continues after the stored checkpoint.
 */
type FollowerState =
  | { readonly mode: "stopped" }
  /** Another gateway applies blocks; this gateway reads its checkpoint from the store. */
  | { readonly mode: "watching"; readonly caughtUp: boolean }
  | {
      readonly mode: "leading";
      readonly caughtUp: boolean;
      /** `in doubt` after an error, which may have hidden a successful commit. */
      readonly checkpoint: "certain" | "in doubt";
    }
  /** The chain broke a rule. The follower applies no block until an operator restarts the gateway. */
  | { readonly mode: "alarmed"; readonly alarm: PortolanError };

/** Judged blocks: their changes, and the participants after them. */
interface JudgedBlocks {
  readonly checkpoint: Checkpoint;
  readonly changes: ReturnType<typeof judgeBlocks>;
  readonly directory: Directory;
}

/**
 * Reads the chain, the only source of truth, block by block into the store. One transaction stores the rows of a block
 * and moves the checkpoint, so that a crash between any two steps neither loses nor repeats a block.
 *
 * The follower undoes blocks of a reorganisation up to {@link REORGANISATION_DEPTH}. A deeper reorganisation, or an
 * entry or act that the contract cannot have recorded, raises an alarm. Then the store stays unchanged until an operator
 * decides.
 */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #reader: BlockReader;
  readonly #listeners = new Set<Listener>();
  #checkpoint: Checkpoint;
  #state: FollowerState = { mode: "stopped" };
  /** Number of the newest block in the node's last answer. */
  #chainHead = 0;
  #answeredAt = Date.now();
  #loop: Promise<void> = Promise.resolve();
  #wait = MIN_WAIT_MS;
  #wake: (() => void) | null = null;
  /** Runs one step at a time, and prevents a change between watching and leading during a step. */
  readonly #exclusive = new SerialQueue();

  private constructor(parts: FollowerParts, checkpoint: Checkpoint) {
    this.#parts = parts;
    this.#reader = new BlockReader(parts.rpc, parts);
    this.#checkpoint = checkpoint;
  }

  /**
   * Creates a follower that continues after the stored checkpoint, or after `firstBlock` without a checkpoint.
   *
   * @param firstBlock number of a block before the deployment of the contracts.
   */
  static async create(parts: FollowerParts, firstBlock: number): Promise<Follower> {
    const stored = await readCheckpoint(parts.db);
    if (stored !== undefined) return new Follower(parts, stored);
    const { number, hash, timestamp } = await requireBlock(parts.rpc, firstBlock);
    return new Follower(parts, { block: number, hash, timestamp });
  }

  get status(): FollowerStatus {
    const { block } = this.#checkpoint;
    const alarm = this.#state.mode === "alarmed" ? this.#state.alarm : null;
    return { state: this.#progress(), block, chainHead: this.#chainHead, alarm };
  }

  #progress(): FollowerStatus["state"] {
    if (this.#state.mode === "alarmed") return "alarmed";
    if (this.#state.mode === "stopped" || !this.#state.caughtUp) return "starting";
    const isLate = Date.now() - this.#answeredAt > STALE_AFTER_MS;
    const isBehind = this.#chainHead - this.#checkpoint.block > REORGANISATION_DEPTH;
    return isLate || isBehind || this.#isNodeFarBehind ? "behind" : "following";
  }

  /** Whether the node lacks all blocks by which the follower could compare its chain with the store. */
  get #isNodeFarBehind(): boolean {
    return this.#chainHead < this.#checkpoint.block - REORGANISATION_DEPTH;
  }

  /** The last block in the store. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /**
   * Calls `listener` after each commit with the stored changes.
   *
   * @returns a function that removes the listener.
   */
  onApplied(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts to watch the checkpoint of the leading gateway on the same database, until `lead` is called. */
  start(): void {
    this.#state = { mode: "watching", caughtUp: false };
    this.#loop = this.#run();
  }

  /** Makes this gateway the one that applies blocks. */
  async lead(): Promise<void> {
    await this.#exclusive.run(async () => {
      this.#checkpoint = (await readCheckpoint(this.#parts.db)) ?? this.#checkpoint;
      this.#parts.directory.replace(await readParticipants(this.#parts.db));
      this.#reader.reset();
      if (this.#state.mode === "watching") this.#state = { ...this.#state, mode: "leading", checkpoint: "certain" };
    });
    this.lookSoon();
  }

  /** Makes this gateway watch, because another gateway may now apply blocks. */
  async stepDown(): Promise<void> {
    await this.#exclusive.run(async () => {
      if (this.#state.mode === "leading") this.#state = { mode: "watching", caughtUp: this.#state.caughtUp };
    });
  }

  async stop(): Promise<void> {
    this.#state = { mode: "stopped" };
    this.lookSoon();
    await this.#loop;
  }

  /** Looks at the chain immediately, and more often for a while. Callers use it after they sent a transaction. */
  lookSoon(): void {
    this.#wait = MIN_WAIT_MS;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    let troubles = 0;
    while (this.#isFollowing) {
      let moved = false;
      try {
        moved = await this.#exclusive.run(() => this.#look());
        this.#answeredAt = Date.now();
        troubles = 0;
      } catch (error) {
        if (
          PortolanError.is(error, "LedgerRuleBroken", "DirectoryRuleBroken", "ReorganisationTooDeep") &&
          (await this.#isStored())
        ) {
          this.#raiseAlarm(error);
        }
        troubles += 1;
        this.#doubtCheckpoint();
        this.#parts.onTrouble(error);
      }
      if (moved) this.#wait = MIN_WAIT_MS;
      else if (troubles === 0) await this.#pause(this.#wait);
      else await this.#pause(Math.min(MAX_WAIT_MS * 2 ** (troubles - 1), MAX_WAIT_IN_TROUBLE_MS));
    }
  }

  get #isFollowing(): boolean {
    return this.#state.mode === "watching" || this.#state.mode === "leading";
  }

  /** Takes one step. @returns whether the checkpoint moved. */
  async #look(): Promise<boolean> {
    switch (this.#state.mode) {
      case "leading":
        if (this.#state.checkpoint === "in doubt") await this.#resolveDoubt();
        return this.#step();
      case "watching":
        return this.#watch();
      default:
        return false;
    }
  }

  #raiseAlarm(alarm: PortolanError): void {
    if (this.#isFollowing) this.#state = { mode: "alarmed", alarm };
  }

  #doubtCheckpoint(): void {
    if (this.#state.mode === "leading") this.#state = { ...this.#state, checkpoint: "in doubt" };
  }

  #trustCheckpoint(): void {
    if (this.#state.mode === "leading") this.#state = { ...this.#state, checkpoint: "certain" };
  }

  #catchUp(): void {
    if (this.#state.mode === "leading" || this.#state.mode === "watching") {
      this.#state = { ...this.#state, caughtUp: true };
    }
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, ms);
    this.#wait = Math.min(this.#wait * 2, MAX_WAIT_MS);
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }

  /** Adopts the checkpoint of the leading gateway. @returns whether it moved. */
  async #watch(): Promise<boolean> {
    const { db, directory, rpc } = this.#parts;
    this.#chainHead = (await requireBlock(rpc, "latest")).number;
    const stored = await readCheckpoint(db);
    if (stored === undefined) return false;
    // Without new blocks, the leading gateway may already have applied all blocks.
    if (stored.block >= this.#chainHead) this.#catchUp();
    if (stored.hash === this.#checkpoint.hash) return false;
    directory.replace(await readParticipants(db));
    this.#checkpoint = stored;
    this.#catchUp();
    this.#announceMoved();
    return true;
  }

  /**
   * Whether the store has this follower's checkpoint. Otherwise another gateway applied blocks, and an apparently
   * broken rule follows from an outdated state. If the store fails, the next step reads the checkpoint again.
   */
  async #isStored(): Promise<boolean> {
    const stored = await readCheckpoint(this.#parts.db).catch(() => null);
    return stored === undefined || stored?.hash === this.#checkpoint.hash;
  }

  /**
   * Reads the checkpoint again after an error, which may have hidden a successful commit. In that case the listeners
   * missed its changes, and must read the store again.
   */
  async #resolveDoubt(): Promise<void> {
    const { db, directory } = this.#parts;
    const stored = await readCheckpoint(db);
    this.#trustCheckpoint();
    if (stored === undefined || stored.hash === this.#checkpoint.hash) return;
    directory.replace(await readParticipants(db));
    this.#checkpoint = stored;
    this.#reader.reset();
    this.#announceMoved();
  }

  /** Applies new blocks. @returns whether the checkpoint moved. */
  async #step(): Promise<boolean> {
    const latest = await requireBlock(this.#parts.rpc, "latest");
    this.#chainHead = latest.number;
    if (this.#isNodeFarBehind) return false;
    const { block, hash } = this.#checkpoint;
    if (latest.number < block) {
      // The node is behind or has lost blocks. Its newest block is in the store only if it is behind.
      if (!(await this.#keeps(latest))) await this.#reorganise();
      return false;
    }
    if (latest.number === block) {
      if (latest.hash !== hash) return this.#reorganise();
      this.#catchUp();
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

  /** Applies blocks up to `latest`. Reads and judges the next blocks while it stores the previous ones. */
  async #followTo(latest: BlockHeader): Promise<void> {
    let judged: JudgedBlocks | null = null;
    let stored: Promise<void> = Promise.resolve();
    try {
      while (this.#isFollowing && (judged?.checkpoint ?? this.#checkpoint).block < latest.number) {
        const blocks = await this.#reader.read(judged?.checkpoint ?? this.#checkpoint, latest);
        this.#answeredAt = Date.now();
        const next = await this.#judge(blocks, judged, latest.number);
        await stored;
        judged = next;
        stored = this.#store(judged);
        // Prevents an unhandled rejection: the loop awaits the commit, and sees its failure, after judging the next
        // blocks.
        stored.catch(() => undefined);
      }
    } finally {
      await stored;
    }
    if (this.#checkpoint.block >= latest.number) this.#catchUp();
  }

  /** @param before the last judged blocks, which may not be stored yet; null if all blocks are stored. */
  async #judge(blocks: readonly ReadBlock[], before: JudgedBlocks | null, chainHead: number): Promise<JudgedBlocks> {
    const { db, directory, hashEntry, memberDirectory, cooperation } = this.#parts;
    const { number: block, hash, timestamp } = blocks.at(-1) as ReadBlock;
    const known = await readKnownState(db, blocks, before && before.changes);
    const fork = (before?.directory ?? directory).fork();
    const hashers = { hashEntry, hashChange: memberDirectory?.hashChange, hashAct: cooperation?.hashAct };
    const changes = judgeBlocks(blocks, known, fork, hashers, chainHead - REORGANISATION_DEPTH);
    return { checkpoint: { block, hash, timestamp }, changes, directory: fork };
  }

  async #store({ checkpoint, changes, directory }: JudgedBlocks): Promise<void> {
    const forgetBelow = checkpoint.block - REORGANISATION_DEPTH;
    const advance = { from: this.#checkpoint, to: checkpoint, forgetBelow };
    const settled = await storeBlocks(this.#parts.db, changes, advance, Date.now());
    if (settled === undefined) throw new PortolanError("FollowedByAnother", { block: checkpoint.block });

    this.#checkpoint = checkpoint;
    if (changes.participants.length > 0) this.#parts.directory.replace(directory.all());
    const { entries, refusals } = changes;
    this.#announce({ change: "followed", ...settled, entries, refusals, ...upTo(checkpoint.block) });
  }

  async #keeps(block: BlockHeader): Promise<boolean> {
    const kept = await readKeptBlocks(this.#parts.db);
    return kept.some(({ block: number, hash }) => number === block.number && hash === block.hash);
  }

  /**
   * Undoes stored blocks down to the newest block that store and chain have in common.
   *
   * @returns whether the checkpoint moved.
   */
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
      this.#announceMoved();
      return true;
    }
    throw new PortolanError("ReorganisationTooDeep", {
      block: this.#checkpoint.block,
      hash: this.#checkpoint.hash,
      depth: REORGANISATION_DEPTH,
    });
  }

  #announceMoved(): void {
    this.#announce({ change: "moved", ...upTo(this.#checkpoint.block) });
  }

  #announce(applied: AppliedBlocks): void {
    for (const listener of this.#listeners) listener(applied);
  }
}

const upTo = (block: number) => ({ block, toPosition: positionOf(block + 1, 0) - 1 });

async function requireBlock(rpc: Rpc, block: BlockReference): Promise<BlockHeader> {
  const header = await getBlockHeader(rpc, block);
  if (header === undefined) throw rpc.invalidAnswer("eth_getBlockByNumber", `it has no block ${block}`);
  return header;
}
