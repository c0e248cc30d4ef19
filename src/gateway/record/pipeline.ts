import { setTimeout as sleep } from "node:timers/promises";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Statement } from "../../domain/statement.ts";
import type { Database } from "../../store/open-database.ts";
import { storeBatches, voidBatch } from "../../store/outbox/batches.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
import type { AppliedBlocks, FollowedBlocks } from "../follow/applied-blocks.ts";
import type { AcceptedSubmissions } from "./accepted-submissions.ts";
import type { EntrySigner } from "./entry-signer.ts";
import { formBatch, type FormedBatch, type FormingParts } from "./form-batch.ts";
import { STOPPED, workloadOf, type Carrying, type PipelineState, type Round } from "./pipeline-state.ts";
import type { Relay } from "./relay.ts";
import { readWorkload, type Flight, type Workload } from "./workload.ts";

/** Limits of the pipeline's batches. */
export interface PipelineLimits {
  /** Largest number of entries in one transaction. */
  readonly batchSize: number;
  /** Milliseconds that a partial batch waits for more submissions while another batch is pending. */
  readonly lingerMs: number;
}

export interface PipelineParts {
  readonly db: Database;
  readonly submissions: Pick<AcceptedSubmissions, "next">;
  /** Hashes an entry or an act for its ledger. */
  readonly hash: (statement: Statement) => EntryHash;
  readonly signer: EntrySigner;
  readonly relays: readonly Relay[];
  readonly limits: PipelineLimits;
  /** Called after the pipeline sent a transaction. */
  readonly onSent: () => void;
  /** Receives errors that are temporary or need an operator. They lose no submission. */
  readonly onTrouble: (error: unknown) => void;
}

/** Pause after an error of the store or the node, in milliseconds. */
const TROUBLE_PAUSE_MS = 500;

/** Milliseconds between two checks of pending transactions. */
const TEND_EVERY_MS = 1_000;

/**
 * Sends accepted submissions to the chain. For each batch it takes submissions from the lanes, predicts their heads,
 * signs, stores the signed bytes and sends them. Only the follower reports their outcomes (`onApplied`).
 *
 * After a crash before the store, nothing was sent and the submissions are still open. After a crash behind it, the
 * next start sends the same bytes again. The entries of a failed batch, which was reverted or whose nonce another
 * transaction used, go into another batch. An entry can be recorded only once, because its `previous` can be the head
 * only once.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  #state: PipelineState = STOPPED;
  /** Serialises recoveries, rounds and checks of relays, so that the pipeline predicts heads in order. */
  #work: Promise<void> = Promise.resolve();
  /** Resolves after the pipeline stopped. */
  #intake: Promise<void> = Promise.resolve();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Number of accepted, unsettled submissions; 0 if another gateway sends. */
  get depth(): number {
    return workloadOf(this.#state).lanes.open;
  }

  /** Number of mined transactions of the relays since the start that this gateway did not sign. */
  get foreignTransactions(): number {
    return this.#parts.relays.reduce((sum, { foreign }) => sum + foreign, 0);
  }

  /** Number of unsettled submissions, of all authors and of this author. */
  openFor(author: ParticipantId): { readonly all: number; readonly own: number } {
    const { lanes } = workloadOf(this.#state);
    return { all: lanes.open, own: lanes.openOf(author) };
  }

  /** Whether this gateway leads its database, so that it sends. */
  get leads(): boolean {
    return this.#state.phase !== "stopped";
  }

  /** Recovers the state of the last run, then starts to send. */
  async start(): Promise<void> {
    const running = new AbortController();
    this.#state = { phase: "recovering", running, workload: workloadOf(STOPPED), overheard: false };
    await this.recover();
    if (running.signal.aborted) return;
    const { onTrouble } = this.#parts;
    const tending = setInterval(() => this.#exclusive(() => this.#tendRelays()).catch(onTrouble), TEND_EVERY_MS);
    running.signal.addEventListener("abort", () => clearInterval(tending));
    this.#intake = this.#takeIn(running.signal);
  }

  /** Stops sending. The next start finds the pending transactions. */
  async stop(): Promise<void> {
    if (this.#state.phase !== "stopped") {
      this.#state.running.abort();
      this.#schedule({ due: "never" });
      this.#state = STOPPED;
    }
    await Promise.all([this.#work, this.#intake]);
  }

  /**
   * Reads the workload from the store at a start and after blocks were undone, and sends all batches again that are not
   * known to be mined. It retries while the store or the node fails, because accepted submissions must not wait for a
   * restart.
   */
  recover(): Promise<void> {
    return this.#exclusive(async () => {
      do {
        if (this.#state.phase === "stopped") return;
        this.#schedule({ due: "never" });
        const { running, workload } = this.#state;
        this.#state = { phase: "recovering", running, workload, overheard: false };
        const read = await this.#readWorkload(running.signal);
        if (read === undefined) return;
        // A submission that was settled during the read may still be open in the result, and would stay open.
        if (!this.#heard()) this.#state = { phase: "carrying", running, workload: read, round: { due: "never" } };
      } while (this.#state.phase === "recovering");
      this.#planRound();
    });
  }

  /** Whether outcomes arrived during a recovery. */
  #heard(): boolean {
    return this.#state.phase === "recovering" && this.#state.overheard;
  }

  async #readWorkload(stopped: AbortSignal): Promise<Workload | undefined> {
    const { db, relays, onTrouble } = this.#parts;
    while (!stopped.aborted) {
      try {
        const workload = await readWorkload(db, relays);
        return stopped.aborted ? undefined : workload;
      } catch (error) {
        onTrouble(error);
        await sleep(TROUBLE_PAUSE_MS);
      }
    }
    return undefined;
  }

  /** Adds accepted submissions to their lanes until the pipeline stops. */
  async #takeIn(stopped: AbortSignal): Promise<void> {
    const { submissions, onTrouble } = this.#parts;
    while (!stopped.aborted) {
      try {
        const accepted = await submissions.next(workloadOf(this.#state).lastSeen, stopped);
        // A recovery reads these submissions itself, or the next iteration reads them again.
        if (this.#state.phase === "recovering") await this.#work;
        else this.#add(accepted);
      } catch (error) {
        onTrouble(error);
        await sleep(TROUBLE_PAUSE_MS);
      }
    }
  }

  #add(accepted: readonly OpenStatement[]): void {
    if (this.#state.phase !== "carrying") return;
    const { workload } = this.#state;
    for (const submission of accepted) {
      // A recovery may have read the submission in the meantime.
      if (submission.id <= workload.lastSeen) continue;
      workload.lastSeen = submission.id;
      workload.lanes.add(submission);
    }
    this.#planRound();
  }

  /** Settles submissions after blocks were applied. The store already has their outcomes. */
  onApplied(applied: AppliedBlocks): void {
    if (this.#state.phase === "recovering") {
      const settles = applied.change === "moved" || applied.settled.length > 0 || applied.minedBatches.length > 0;
      if (settles) this.#state = { ...this.#state, overheard: true };
    } else if (this.#state.phase === "carrying") {
      if (applied.change === "moved") this.recover().catch(this.#parts.onTrouble);
      else this.#settle(applied, this.#state.workload);
    }
  }

  #settle({ settled, minedBatches }: FollowedBlocks, { lanes, flights }: Workload): void {
    for (const { submission: id, outcome, hash } of settled) {
      const flight = flights.get(id);
      // The outcome of an earlier attempt counts only if the entry was recorded.
      if (flight === undefined || (flight.hash !== hash && outcome !== "recorded")) continue;
      flights.delete(id);
      lanes.settle(flight.submission, outcome === "recorded");
      if (outcome === "overtaken") lanes.add(flight.submission);
    }
    const batches = new Set(minedBatches);
    if (batches.size > 0) {
      for (const relay of this.#parts.relays) relay.mined(batches);
      // An entry of a mined batch without a log was reverted with its transaction.
      this.#returnFlights((flight) => batches.has(flight.batch));
    }
    this.#planRound();
  }

  /** Returns the submissions of these flights to their lanes. */
  #returnFlights(which: (flight: Flight) => boolean): void {
    const { lanes, flights } = workloadOf(this.#state);
    for (const [id, flight] of flights) {
      if (!which(flight)) continue;
      flights.delete(id);
      lanes.putBack(flight.submission);
    }
  }

  /** Plans a round of sending: immediately, or after `lingerMs` for a partial batch. */
  #planRound(): void {
    if (this.#state.phase !== "carrying") return;
    const { round, workload } = this.#state;
    const { waiting } = workload.lanes;
    if (waiting === 0 || round.due === "next") return;
    const { relays, limits } = this.#parts;
    const idle = relays.every((relay) => relay.pending === 0);
    if (idle || waiting >= limits.batchSize) this.#queueRound();
    else if (round.due === "never") {
      this.#schedule({ due: "later", timer: setTimeout(() => this.#queueRound(), limits.lingerMs) });
    }
  }

  #queueRound(): void {
    this.#schedule({ due: "next" });
    this.#exclusive(async () => {
      if (this.#state.phase !== "carrying") return;
      this.#schedule({ due: "never" });
      await this.#sendAll(this.#state);
    }).catch(this.#parts.onTrouble);
  }

  #schedule(round: Round): void {
    if (this.#state.phase !== "carrying") return;
    if (this.#state.round.due === "later") clearTimeout(this.#state.round.timer);
    this.#state = { ...this.#state, round };
  }

  /**
   * Forms, stores and sends batches for all relays with room, until no submission can be sent. It signs the next batch
   * while it stores the previous one.
   */
  async #sendAll({ workload, running }: Carrying): Promise<void> {
    const { db, hash, signer, limits } = this.#parts;
    const forming = { db, hash, signer, batchSize: limits.batchSize };
    const unsent: FormedBatch[] = [];
    let sending: Promise<void> = Promise.resolve();
    try {
      for (const relay of this.#byLoad()) {
        while (!running.signal.aborted && relay.hasRoom) {
          const formed = await formNext(forming, workload, relay);
          if (formed === undefined) break;
          workload.nextBatch += 1;
          unsent.push(formed);
          await sending;
          sending = this.#send(formed, unsent, workload);
          // Prevents an unhandled rejection: the loop awaits the result, and sees its failure, after forming the next
          // batch.
          sending.catch(() => undefined);
        }
      }
      await sending;
    } catch (error) {
      await sending.catch(() => undefined);
      // Withdraws the last batch first, because a relay reuses nonces in that order.
      for (const { relay, batch, signed } of unsent.toReversed()) {
        relay.withdraw(batch);
        for (const { submission } of signed) workload.lanes.putBack(submission);
      }
      // The store has outcomes that the lanes lack.
      if (PortolanError.is(error, "BatchOutdated")) this.recover().catch(this.#parts.onTrouble);
      throw error;
    }
  }

  /** Stores a batch, removes it from `unsent`, and sends it. */
  async #send(formed: FormedBatch, unsent: FormedBatch[], { undoings, flights }: Workload): Promise<void> {
    const { relay, batch, signed } = formed;
    const stored = await storeBatches(this.#parts.db, [batch], undoings, Date.now());
    if (!stored) throw new PortolanError("BatchOutdated", { batch: batch.id });
    unsent.splice(unsent.indexOf(formed), 1);
    for (const { submission, hash } of signed) flights.set(submission.id, { submission, batch: batch.id, hash });
    relay.dispatch(batch);
    this.#parts.onSent();
  }

  /** Sorts relays by their number of pending transactions. */
  #byLoad(): Relay[] {
    return this.#parts.relays.toSorted((a, b) => a.pending - b.pending);
  }

  async #tendRelays(): Promise<void> {
    if (this.#state.phase !== "carrying") return;
    for (const relay of this.#parts.relays) {
      const lost = await relay.tend();
      // Updates the lanes before the store. If the store fails, the next start finds the batch and its used nonce.
      this.#returnFlights(({ batch }) => lost.includes(batch));
      for (const batch of lost) await voidBatch(this.#parts.db, batch);
    }
    this.#planRound();
  }

  #exclusive(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

/** Forms a batch of the first ledger in turn that has something to send. */
async function formNext(
  forming: FormingParts,
  { lanes, nextBatch }: Workload,
  relay: Relay,
): Promise<FormedBatch | undefined> {
  for (const ofLedger of lanes.turns) {
    const formed = await formBatch(forming, ofLedger, relay, nextBatch);
    if (formed === undefined) continue;
    lanes.hadTurn(ofLedger);
    return formed;
  }
  return undefined;
}
