import type { Hex } from "../../domain/entry.ts";
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
  /** Called with an error that may pass, such as a node that does not answer. */
  readonly onTrouble: (error: unknown) => void;
}

export interface FollowerStatus {
  /** `behind`: follower or node is more than 128 blocks behind the other, or the node has not answered for 10 seconds. */
  readonly state: "starting" | "following" | "behind" | "alarmed";
  /** Number of the last followed block. */
  readonly block: number;
  /** Number of the node's newest block when it last answered. */
  readonly chainHead: number;
  /** Why following ended. An operator has to decide: history is never repaired silently. */
  readonly alarm: PortolanError | null;
}

type Listener = (applied: AppliedBlocks) => void;

/**
 * What the follower does. It has caught up once it had everything that the node had.
 *
 * ```
 *            start               lead
 *   stopped ───────▶ watching ◀────────▶ leading ─────────▶ alarmed
 *                              stepDown           alarm
 * ```
 *
 * `stop` leads back to `stopped` from anywhere, as a crash does: the next start goes on after the stored checkpoint.
 */
type FollowerState =
  | { readonly mode: "stopped" }
  /** Another gateway follows: its checkpoint is read from the store. */
  | { readonly mode: "watching"; readonly caughtUp: boolean }
  | {
      readonly mode: "leading";
      readonly caughtUp: boolean;
      /** `in doubt` after a failure: a commit may have been made, and its answer lost. */
      readonly checkpoint: "certain" | "in doubt";
    }
  /** The chain broke a rule. Nothing is followed until an operator restarts the gateway. */
  | { readonly mode: "alarmed"; readonly alarm: PortolanError };

/** Blocks that were judged: what they change, and the participants after them. */
interface JudgedBlocks {
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
  #state: FollowerState = { mode: "stopped" };
  /** Number of the node's newest block when it last answered. */
  #chainHead = 0;
  #answeredAt = Date.now();
  #loop: Promise<void> = Promise.resolve();
  #wait = SHORTEST_WAIT_MS;
  #wake: (() => void) | null = null;
  /** One step at a time, and no change between watching and leading during one. */
  readonly #exclusive = new SerialQueue();

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

  /** Whether the node has none of the blocks that show whether its chain is ours. */
  get #isNodeFarBehind(): boolean {
    return this.#chainHead < this.#checkpoint.block - REORGANISATION_DEPTH;
  }

  /** The last block that is in the store. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /**
   * Calls `listener` after each commit with what it stored.
   *
   * @returns the function that ends it.
   */
  onApplied(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Watches what the leading gateway on the same database follows, until `lead` is called. */
  start(): void {
    this.#state = { mode: "watching", caughtUp: false };
    this.#loop = this.#run();
  }

  /** From now on, this gateway is the one that follows. */
  async lead(): Promise<void> {
    await this.#exclusive.run(async () => {
      this.#checkpoint = (await readCheckpoint(this.#parts.db)) ?? this.#checkpoint;
      this.#parts.directory.replace(await readParticipants(this.#parts.db));
      this.#reader.reset();
      if (this.#state.mode === "watching") this.#state = { ...this.#state, mode: "leading", checkpoint: "certain" };
    });
    this.lookSoon();
  }

  /** From now on, another gateway may follow, and this one watches. */
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

  /** Looks at the chain at once, and often for a while: call it after something was sent. */
  lookSoon(): void {
    this.#wait = SHORTEST_WAIT_MS;
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
        if (PortolanError.is(error, "LedgerRuleBroken", "ReorganisationTooDeep") && (await this.#isStored())) {
          this.#raiseAlarm(error);
        }
        troubles += 1;
        this.#doubtCheckpoint();
        this.#parts.onTrouble(error);
      }
      if (moved) this.#wait = SHORTEST_WAIT_MS;
      else if (troubles === 0) await this.#pause(this.#wait);
      else await this.#pause(Math.min(LONGEST_WAIT_MS * 2 ** (troubles - 1), LONGEST_WAIT_IN_TROUBLE_MS));
    }
  }

  get #isFollowing(): boolean {
    return this.#state.mode === "watching" || this.#state.mode === "leading";
  }

  /** Takes one step. Returns whether the checkpoint moved, or the chain has more. */
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
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    await promise;
    clearTimeout(timer);
    this.#wake = null;
  }

  /** Takes over what another gateway has followed. */
  async #watch(): Promise<boolean> {
    const { db, directory, rpc } = this.#parts;
    this.#chainHead = (await requireBlock(rpc, "latest")).number;
    const stored = await readCheckpoint(db);
    if (stored === undefined) return false;
    // Also where nothing is mined: the leading gateway has followed all there is.
    if (stored.block >= this.#chainHead) this.#catchUp();
    if (stored.hash === this.#checkpoint.hash) return false;
    directory.replace(await readParticipants(db));
    this.#checkpoint = stored;
    this.#catchUp();
    this.#tellMoved();
    return true;
  }

  /**
   * Whether the store has the checkpoint that this follower takes it to have. Otherwise another gateway followed blocks,
   * and these look like a broken rule only because they were judged by an older state. When the store fails, the next
   * step asks again.
   */
  async #isStored(): Promise<boolean> {
    const stored = await readCheckpoint(this.#parts.db).catch(() => null);
    return stored === undefined || stored?.hash === this.#checkpoint.hash;
  }

  /**
   * Reads the checkpoint again after a failure: the commit may have been made and its answer lost. Then no listener heard
   * of what it settled, and all have to read again.
   */
  async #resolveDoubt(): Promise<void> {
    const { db, directory } = this.#parts;
    const stored = await readCheckpoint(db);
    this.#trustCheckpoint();
    if (stored === undefined || stored.hash === this.#checkpoint.hash) return;
    directory.replace(await readParticipants(db));
    this.#checkpoint = stored;
    this.#reader.reset();
    this.#tellMoved();
  }

  /** Follows new blocks. Returns whether there were some. */
  async #step(): Promise<boolean> {
    const latest = await requireBlock(this.#parts.rpc, "latest");
    this.#chainHead = latest.number;
    if (this.#isNodeFarBehind) return false;
    const { block, hash } = this.#checkpoint;
    if (latest.number < block) {
      // A node that is behind, as one of several may be, or one that lost blocks: its newest hash shows which.
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

  /** Follows up to `latest`; the next blocks are read and judged while the last are being stored. */
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
        // It is awaited, and its failure seen, once the next blocks are judged.
        stored.catch(() => undefined);
      }
    } finally {
      await stored;
    }
    if (this.#checkpoint.block >= latest.number) this.#catchUp();
  }

  /** @param before What was judged last and may not be stored yet; null when all is stored. */
  async #judge(blocks: readonly ReadBlock[], before: JudgedBlocks | null, chainHead: number): Promise<JudgedBlocks> {
    const { db, directory, hashEntry } = this.#parts;
    const { number: block, hash, timestamp } = blocks.at(-1) as ReadBlock;
    const known = await readKnownState(db, blocks, before && before.changes);
    const fork = (before?.directory ?? directory).fork();
    const changes = judgeBlocks(blocks, known, fork, hashEntry, chainHead - REORGANISATION_DEPTH);
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
    this.#tell({ change: "followed", ...settled, entries, refusals, ...upTo(checkpoint.block) });
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
      this.#tellMoved();
      return true;
    }
    throw new PortolanError("ReorganisationTooDeep", {
      block: this.#checkpoint.block,
      hash: this.#checkpoint.hash,
      depth: REORGANISATION_DEPTH,
    });
  }

  #tellMoved(): void {
    this.#tell({ change: "moved", ...upTo(this.#checkpoint.block) });
  }

  #tell(applied: AppliedBlocks): void {
    for (const listener of this.#listeners) listener(applied);
  }
}

const upTo = (block: number) => ({ block, toPosition: positionOf(block + 1, 0) - 1 });

async function requireBlock(rpc: Rpc, block: BlockReference): Promise<BlockHeader> {
  const header = await getBlockHeader(rpc, block);
  if (header === undefined) throw rpc.invalidAnswer("eth_getBlockByNumber", `it has no block ${block}`);
  return header;
}
