import { setTimeout as sleep } from "node:timers/promises";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { Database } from "../../store/open-database.ts";
import { storeBatches, voidBatch } from "../../store/outbox/batches.ts";
import type { OpenSubmission } from "../../store/outbox/submissions.ts";
import type { Applied } from "../follow/applied.ts";
import { adoptAccepted, nothingCarried, recoverCarried, type Flight } from "./carried.ts";
import type { EntrySigner } from "./entry-signer.ts";
import { formBatch, type FormedBatch } from "./form-batch.ts";
import type { Relay } from "./relay.ts";

/** How the pipeline groups and bounds what it sends. */
export interface PipelineLimits {
  /** Entries of one transaction at most. */
  readonly batchSize: number;
  /** How long a batch that is not full waits for more while another is on its way, in milliseconds. */
  readonly lingerMs: number;
}

export interface PipelineParts {
  readonly db: Database;
  readonly hashEntry: EntryHasher;
  readonly signer: EntrySigner;
  readonly relays: readonly Relay[];
  readonly limits: PipelineLimits;
  /** Hears that something was sent. */
  readonly onSent: () => void;
  /** Hears of trouble that mends itself or needs an operator: nothing is lost meanwhile. */
  readonly onTrouble: (error: unknown) => void;
}

/** How often the leading gateway looks for what others accepted. */
const ADOPT_EVERY_MS = 50;

/** Pause before a rebuilding that met trouble is begun again. */
const RECOVERY_PAUSE_MS = 500;

/** How often relays look after transactions that do not get mined. */
const TEND_EVERY_MS = 1_000;

/**
 * Carries accepted submissions to the chain. For each batch: take what may go (Lanes), predict each head, sign, store
 * the signed bytes, send. What became of it is the follower's word alone (`onApplied`).
 *
 * Crash story: before the store, nothing was sent, and the submissions are still open. After it, the same bytes are
 * sent again at the next start. A batch that comes to nothing (reverted, or its nonce used by another transaction)
 * goes again in another: an entry can be recorded once only, since its `previous` can be the head once only.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  #carried = nothingCarried();
  #running = false;
  /** One batch is formed at a time, so that heads are predicted in order; also guards recovery. */
  #work: Promise<void> = Promise.resolve();
  #linger: NodeJS.Timeout | null = null;
  #tend: NodeJS.Timeout | null = null;
  #adoptTimer: NodeJS.Timeout | null = null;
  #adopting = false;
  #recovering = false;
  /** While recovering, the chain said something about what this pipeline carries. */
  #overheard = false;
  /** A sending is queued that has not begun. */
  #sending = false;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Accepted and not settled, as far as this pipeline knows. */
  get depth(): number {
    return this.#carried.lanes.open;
  }

  /** How many these are, and how many of them are an author's. */
  openFor(author: ParticipantId): { readonly all: number; readonly own: number } {
    return { all: this.#carried.lanes.open, own: this.#carried.lanes.openOf(author) };
  }

  /** Takes up what was left by the last run, then sends. */
  async start(): Promise<void> {
    this.#running = true;
    await this.recover();
    if (!this.#running) return;
    const { db, onTrouble } = this.#parts;
    this.#tend = setInterval(() => this.#exclusive(() => this.#tendRelays()).catch(onTrouble), TEND_EVERY_MS);
    if (db.dialect === "postgres") this.#adoptTimer = setInterval(() => this.#adopt(), ADOPT_EVERY_MS);
  }

  /** Stops sending; what is on its way is found again at the next start. */
  async stop(): Promise<void> {
    this.#running = false;
    if (this.#tend !== null) clearInterval(this.#tend);
    if (this.#linger !== null) clearTimeout(this.#linger);
    this.#linger = null;
    if (this.#adoptTimer !== null) clearInterval(this.#adoptTimer);
    await this.#work;
  }

  /** Whether this gateway is the one that sends. */
  get leads(): boolean {
    return this.#running;
  }

  /** Queues fresh submissions, in order of acceptance. */
  enqueue(submissions: readonly OpenSubmission[]): void {
    // Whoever rebuilds the lanes reads what is stored last of all, and so these as well.
    if (!this.#running || this.#recovering) return;
    // Gateways that share a database accept side by side; only the store knows the order of all.
    if (this.#parts.db.dialect === "postgres") return this.#adopt();
    for (const submission of submissions) {
      if (submission.id <= this.#carried.seen) continue;
      this.#carried.seen = submission.id;
      this.#carried.lanes.add(submission);
    }
    this.#pump();
  }

  /**
   * Rebuilds everything from the store: at a start, and after a reorganisation has undone what was recorded. Batches
   * that are not known to be mined are sent again as they were signed. While the store or the node does not answer, it
   * is tried again: without it, what was accepted would wait for the next start.
   */
  recover(): Promise<void> {
    return this.#exclusive(async () => {
      if (!this.#running) return;
      this.#recovering = true;
      try {
        // What is settled while the store is being read may have been read as open, and would never be heard of again.
        do {
          this.#overheard = false;
          await this.#rebuild();
        } while (this.#overheard && this.#running);
      } finally {
        this.#recovering = false;
      }
      this.#pump();
    });
  }

  async #rebuild(): Promise<void> {
    const { db, relays, onTrouble } = this.#parts;
    while (this.#running) {
      try {
        this.#carried = await recoverCarried(db, relays);
        return;
      } catch (error) {
        onTrouble(error);
        await sleep(RECOVERY_PAUSE_MS);
      }
    }
  }

  #adopt(): void {
    if (this.#adopting) return;
    this.#adopting = true;
    this.#exclusive(async () => {
      this.#adopting = false;
      await adoptAccepted(this.#parts.db, this.#carried);
      this.#pump();
    }).catch(this.#parts.onTrouble);
  }

  /** The chain has spoken, and the store says so too. */
  onApplied(applied: Applied): void {
    if (this.#recovering) {
      this.#overheard ||= applied.rolledBack || applied.settled.length > 0 || applied.minedBatches.length > 0;
      return;
    }
    if (applied.rolledBack) {
      this.recover().catch(this.#parts.onTrouble);
      return;
    }
    for (const { submission: id, outcome, hash } of applied.settled) {
      const flight = this.#carried.flights.get(id);
      // An earlier attempt counts only when it was recorded after all.
      if (flight === undefined || (flight.hash !== hash && outcome !== "recorded")) continue;
      this.#carried.flights.delete(id);
      this.#carried.lanes.settle(flight.submission, outcome === "recorded");
      if (outcome === "overtaken") this.#carried.lanes.add(flight.submission);
    }
    if (applied.minedBatches.length > 0) this.#land(new Set(applied.minedBatches));
    this.#pump();
  }

  /** Frees the relays of mined batches. What such a batch carried and the log does not tell of was reverted with it. */
  #land(batches: ReadonlySet<number>): void {
    for (const relay of this.#parts.relays) relay.mined(batches);
    this.#returnFlights((flight) => batches.has(flight.batch));
  }

  #returnFlights(which: (flight: Flight) => boolean): void {
    for (const [id, flight] of this.#carried.flights) {
      if (!which(flight)) continue;
      this.#carried.flights.delete(id);
      this.#carried.lanes.putBack(flight.submission);
    }
  }

  /** Sends what can be sent, now or when a batch has waited long enough for more. */
  #pump(): void {
    if (!this.#running || this.#carried.lanes.waiting === 0) return;
    const idle = this.#parts.relays.every((relay) => relay.pending === 0);
    if (idle || this.#carried.lanes.waiting >= this.#parts.limits.batchSize) return this.#sendSoon();
    this.#linger ??= setTimeout(() => {
      this.#linger = null;
      this.#sendSoon();
    }, this.#parts.limits.lingerMs);
  }

  #sendSoon(): void {
    if (this.#sending) return;
    this.#sending = true;
    this.#exclusive(async () => {
      this.#sending = false;
      await this.#sendAll();
    }).catch(this.#parts.onTrouble);
  }

  /**
   * Forms, stores and sends a batch for every relay that has room, as long as there is something to send. While one is
   * being stored the next is being signed.
   */
  async #sendAll(): Promise<void> {
    const { db, hashEntry, signer, limits } = this.#parts;
    const forming = { db, hashEntry, signer, batchSize: limits.batchSize };
    const unsent: FormedBatch[] = [];
    let sending: Promise<void> = Promise.resolve();
    try {
      for (const relay of this.#byLoad()) {
        while (this.#running && relay.hasRoom) {
          const formed = await formBatch(forming, this.#carried.lanes, relay, this.#carried.nextBatch);
          if (formed === undefined) break;
          this.#carried.nextBatch += 1;
          unsent.push(formed);
          await sending;
          sending = this.#send(formed, unsent);
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
        for (const { submission } of signed) this.#carried.lanes.putBack(submission);
      }
      // The store knows more than the lanes do.
      if (PortolanError.is(error, "BatchOutdated")) this.recover().catch(this.#parts.onTrouble);
      throw error;
    }
  }

  /** Stores a batch, then sends it: from then on it is not among the `unsent`. */
  async #send(formed: FormedBatch, unsent: FormedBatch[]): Promise<void> {
    const { relay, batch, signed } = formed;
    const { undoings } = this.#carried;
    const stored = await storeBatches(this.#parts.db, [batch], undoings, Date.now());
    if (!stored) throw new PortolanError("BatchOutdated", { batch: batch.id });
    unsent.splice(unsent.indexOf(formed), 1);
    for (const { submission, hash } of signed) {
      this.#carried.flights.set(submission.id, { submission, batch: batch.id, hash });
    }
    relay.dispatch(batch);
    this.#parts.onSent();
  }

  /** Relays with least on their way first. */
  #byLoad(): Relay[] {
    return this.#parts.relays.toSorted((a, b) => a.pending - b.pending);
  }

  async #tendRelays(): Promise<void> {
    for (const relay of this.#parts.relays) {
      const lost = await relay.tend();
      // Before the store is told, which may fail: then the next start finds the batch, and that its nonce was used.
      this.#returnFlights(({ batch }) => lost.includes(batch));
      for (const batch of lost) await voidBatch(this.#parts.db, batch);
    }
    this.#pump();
  }

  #exclusive(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}
