import { setTimeout as sleep } from "node:timers/promises";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { Database } from "../../store/open-database.ts";
import { storeBatches, voidBatch } from "../../store/outbox/batches.ts";
import type { OpenSubmission } from "../../store/outbox/submissions.ts";
import type { AppliedBlocks, FollowedBlocks } from "../follow/applied-blocks.ts";
import type { AcceptedSubmissions } from "./accepted-submissions.ts";
import type { EntrySigner } from "./entry-signer.ts";
import { formBatch, type FormedBatch } from "./form-batch.ts";
import { STOPPED, workloadOf, type Carrying, type PipelineState, type Round } from "./pipeline-state.ts";
import type { Relay } from "./relay.ts";
import { readWorkload, type Flight, type Workload } from "./workload.ts";

/** How the pipeline groups and bounds what it sends. */
export interface PipelineLimits {
  /** Entries of one transaction at most. */
  readonly batchSize: number;
  /** How long a batch that is not full waits for more while another is on its way, in milliseconds. */
  readonly lingerMs: number;
}

export interface PipelineParts {
  readonly db: Database;
  readonly submissions: Pick<AcceptedSubmissions, "next">;
  readonly hashEntry: EntryHasher;
  readonly signer: EntrySigner;
  readonly relays: readonly Relay[];
  readonly limits: PipelineLimits;
  /** Called after a transaction was sent. */
  readonly onSent: () => void;
  /** Called with an error that passes by itself or needs an operator. Nothing is lost by it. */
  readonly onTrouble: (error: unknown) => void;
}

/** Pause after the store or the node failed, in milliseconds. */
const TROUBLE_PAUSE_MS = 500;

/** How often relays check transactions that are not mined, in milliseconds. */
const TEND_EVERY_MS = 1_000;

/**
 * Carries accepted submissions to the chain. For each batch: take what may go (Lanes), predict each head, sign, store
 * the signed bytes, send. Only the follower says what became of it (`onApplied`).
 *
 * After a crash before the store, nothing was sent and the submissions are still open. After a crash behind it, the next
 * start sends the same bytes again. A batch that comes to nothing, because it was reverted or another transaction used
 * its nonce, goes again in another: an entry can be recorded only once, since its `previous` can be the head only once.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  #state: PipelineState = STOPPED;
  /** Recoveries, rounds and the tending of relays, one after the other, so that heads are predicted in order. */
  #work: Promise<void> = Promise.resolve();
  /** Ends after the pipeline stops. */
  #intake: Promise<void> = Promise.resolve();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Number of submissions that are accepted and not settled, as far as this gateway carries them. */
  get depth(): number {
    return workloadOf(this.#state).lanes.open;
  }

  /** Number of open submissions, of all authors and of this one. */
  openFor(author: ParticipantId): { readonly all: number; readonly own: number } {
    const { lanes } = workloadOf(this.#state);
    return { all: lanes.open, own: lanes.openOf(author) };
  }

  /** Whether this gateway is the one that sends. */
  get leads(): boolean {
    return this.#state.phase !== "stopped";
  }

  /** Takes up what the last run left, then sends. */
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

  /** Stops sending. The next start finds what is on its way. */
  async stop(): Promise<void> {
    if (this.#state.phase !== "stopped") {
      this.#state.running.abort();
      this.#schedule({ due: "never" });
      this.#state = STOPPED;
    }
    await Promise.all([this.#work, this.#intake]);
  }

  /**
   * Reads the workload from the store again, at a start and after blocks were undone, and sends every batch again that is
   * not known to be mined. While the store or the node fails, it retries: otherwise what was accepted would wait for the
   * next start.
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
        // A submission that was settled during the read may have been read as open, and nobody would settle it again.
        if (!this.#heard()) this.#state = { phase: "carrying", running, workload: read, round: { due: "never" } };
      } while (this.#state.phase === "recovering");
      this.#planRound();
    });
  }

  /** Whether outcomes were heard during a recovery. */
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

  /** Puts submissions into their lanes as they are accepted, until the pipeline stops. */
  async #takeIn(stopped: AbortSignal): Promise<void> {
    const { submissions, onTrouble } = this.#parts;
    while (!stopped.aborted) {
      try {
        const accepted = await submissions.next(workloadOf(this.#state).lastSeen, stopped);
        // A recovery reads them itself, or they are read again after it.
        if (this.#state.phase === "recovering") await this.#work;
        else this.#add(accepted);
      } catch (error) {
        onTrouble(error);
        await sleep(TROUBLE_PAUSE_MS);
      }
    }
  }

  #add(accepted: readonly OpenSubmission[]): void {
    if (this.#state.phase !== "carrying") return;
    const { workload } = this.#state;
    for (const submission of accepted) {
      // A recovery since may have read it.
      if (submission.id <= workload.lastSeen) continue;
      workload.lastSeen = submission.id;
      workload.lanes.add(submission);
    }
    this.#planRound();
  }

  /** Settles what the chain decided. The store says so already. */
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
      // An earlier attempt counts only when it was recorded after all.
      if (flight === undefined || (flight.hash !== hash && outcome !== "recorded")) continue;
      flights.delete(id);
      lanes.settle(flight.submission, outcome === "recorded");
      if (outcome === "overtaken") lanes.add(flight.submission);
    }
    const batches = new Set(minedBatches);
    if (batches.size > 0) {
      for (const relay of this.#parts.relays) relay.mined(batches);
      // An entry of a mined batch that the log does not mention was reverted with it.
      this.#returnFlights((flight) => batches.has(flight.batch));
    }
    this.#planRound();
  }

  /** Has the submissions of these flights wait in their lanes again. */
  #returnFlights(which: (flight: Flight) => boolean): void {
    const { lanes, flights } = workloadOf(this.#state);
    for (const [id, flight] of flights) {
      if (!which(flight)) continue;
      flights.delete(id);
      lanes.putBack(flight.submission);
    }
  }

  /** Plans a round of sending: now, or once a batch has waited long enough for more. */
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
   * Forms, stores and sends batches for every relay that has room, as long as there is something to send. While one is
   * being stored the next is being signed.
   */
  async #sendAll({ workload, running }: Carrying): Promise<void> {
    const { db, hashEntry, signer, limits } = this.#parts;
    const forming = { db, hashEntry, signer, batchSize: limits.batchSize };
    const unsent: FormedBatch[] = [];
    let sending: Promise<void> = Promise.resolve();
    try {
      for (const relay of this.#byLoad()) {
        while (!running.signal.aborted && relay.hasRoom) {
          const formed = await formBatch(forming, workload.lanes, relay, workload.nextBatch);
          if (formed === undefined) break;
          workload.nextBatch += 1;
          unsent.push(formed);
          await sending;
          sending = this.#send(formed, unsent, workload);
          // It is awaited, and its failure seen, once the next one is formed.
          sending.catch(() => undefined);
        }
      }
      await sending;
    } catch (error) {
      await sending.catch(() => undefined);
      // The last one first: a relay takes its nonces back in that order.
      for (const { relay, batch, signed } of unsent.toReversed()) {
        relay.withdraw(batch);
        for (const { submission } of signed) workload.lanes.putBack(submission);
      }
      // The store has outcomes that the lanes do not have.
      if (PortolanError.is(error, "BatchOutdated")) this.recover().catch(this.#parts.onTrouble);
      throw error;
    }
  }

  /** Stores a batch, then sends it: from then on it is not among the `unsent`. */
  async #send(formed: FormedBatch, unsent: FormedBatch[], { undoings, flights }: Workload): Promise<void> {
    const { relay, batch, signed } = formed;
    const stored = await storeBatches(this.#parts.db, [batch], undoings, Date.now());
    if (!stored) throw new PortolanError("BatchOutdated", { batch: batch.id });
    unsent.splice(unsent.indexOf(formed), 1);
    for (const { submission, hash } of signed) flights.set(submission.id, { submission, batch: batch.id, hash });
    relay.dispatch(batch);
    this.#parts.onSent();
  }

  /** Relays in the order of how many transactions they have on their way. */
  #byLoad(): Relay[] {
    return this.#parts.relays.toSorted((a, b) => a.pending - b.pending);
  }

  async #tendRelays(): Promise<void> {
    if (this.#state.phase !== "carrying") return;
    for (const relay of this.#parts.relays) {
      const lost = await relay.tend();
      // Before the store, which may fail: then the next start finds the batch, and that its nonce was used.
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
