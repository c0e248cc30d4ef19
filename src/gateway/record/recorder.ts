import { setImmediate as nextTurn } from "node:timers/promises";
import type { Entry, EntryHash, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import type { Acceptance, Submission } from "../../api/submission.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { EntryDraft, Preparation } from "../../api/entry.ts";
import { warned } from "../../api/warning.ts";
import { draftWarnings } from "./draft-warnings.ts";
import { checkNewDraft, type CheckedDraft, type ReturnedDraft } from "./draft.ts";
import type { TypedData } from "../../domain/typed-data.ts";
import { SerialQueue } from "../../domain/serial-queue.ts";
import type { AcceptedAct, AcceptedDraft } from "../../store/outbox/accept-requests.ts";
import type { CaptureRecord } from "../../store/epcis/jobs.ts";
import type { Database } from "../../store/open-database.ts";
import {
  countOpenSubmissions,
  isAnyOpen,
  readSubmissions,
  type OpenSubmission,
} from "../../store/outbox/submissions.ts";
import type { Caller } from "../caller.ts";
import type { AppliedBlocks } from "../follow/applied-blocks.ts";
import type { AcceptedSubmissions } from "./accepted-submissions.ts";
import { AcceptQueue } from "./accept-queue.ts";
import type { DraftResolver } from "./draft-resolver.ts";
import type { Pipeline } from "./pipeline.ts";
import { Settlements } from "./settlements.ts";

export interface RecorderParts {
  readonly db: Database;
  readonly resolver: DraftResolver;
  readonly pipeline: Pick<Pipeline, "leads" | "depth" | "openFor" | "foreignTransactions">;
  /** Whether the gateway has relays. Without one it only reads. */
  readonly sends: boolean;
  readonly submissions: Pick<AcceptedSubmissions, "announce">;
  readonly hashEntry: (entry: Entry) => EntryHash;
  readonly typedData: (entry: Entry) => TypedData;
  /** Largest number of unsettled submissions. One author may have half of them. */
  readonly queueLimit: number;
  /** Time of the chain in Unix seconds. */
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
}

/** Identifies a request, so that its repetition is not recorded again. */
export interface Idempotency {
  readonly key: string;
  /** SHA-256 of method, path and body, hexadecimal. */
  readonly digest: string;
}

/** Number of drafts that one turn of the event loop resolves, which takes some milliseconds. */
const DRAFTS_A_TURN = 50;

/** Seconds after which a caller may retry if the queue is full. */
const RETRY_AFTER = 1;

/**
 * Milliseconds between two reads of the store by a waiting request, because a notification may be missing after an
 * error.
 */
const LOOK_AGAIN_MS = 1_000;

/** Accepts drafts of participants. Each accepted draft is finally recorded or refused, also after crashes. */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #accepting: AcceptQueue;
  readonly #settlements = new Settlements();
  readonly #resolving = new Map<ParticipantId, number>();
  /** Serialises requests with many drafts. In parallel, all of them would end late. */
  readonly #large = new SerialQueue();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#accepting = new AcceptQueue(parts.db, () => parts.submissions.announce(), parts.onTrouble);
  }

  /** Number of accepted, unsettled submissions; 0 if another gateway sends. */
  get depth(): number {
    return this.#parts.pipeline.depth;
  }

  /** Number of mined transactions of the gateway's relays since the start that it did not sign. */
  get foreignTransactions(): number {
    return this.#parts.pipeline.foreignTransactions;
  }

  /**
   * Accepts entries that the gateway signs for the caller. An invalid draft gets an error and does not affect the
   * others. When the promise resolves, all accepted submissions are durable.
   *
   * @throws RelayMissing, GatewayBusy, TooManyUnsettled, IdempotencyKeyReused, StoreUnavailable; after an error no draft is accepted.
   */
  submit(author: Caller, drafts: readonly EntryDraft[], idempotency?: Idempotency): Promise<Acceptance[]> {
    return this.#admit(author, drafts.length, async () => {
      const resolved = await this.#resolve(author, drafts, (draft) => checkNewDraft(draft, this.#parts.now()));
      return this.#accept(author, resolved, idempotency);
    });
  }

  /**
   * Accepts the entries of captured EPCIS events and stores the capture with them. Accepts either all entries or none.
   *
   * @returns the submissions in the order of the drafts; or the errors of the drafts, `undefined` for a valid draft.
   * @throws RelayMissing, GatewayBusy, TooManyUnsettled, EpcisCaptureConflict, StoreUnavailable; after an error no draft is accepted.
   */
  capture(
    author: Caller,
    drafts: readonly CheckedDraft[],
    capture: CaptureRecord,
  ): Promise<{ submissions: Submission[] } | { failures: (Failure | undefined)[] }> {
    return this.#admit(author, drafts.length, async () => {
      const resolved = await this.#resolve(author, drafts, (draft) => draft);
      if (resolved.some((draft) => "code" in draft)) {
        return { failures: resolved.map((draft) => ("code" in draft ? draft : undefined)) };
      }
      const { fresh } = await this.#accepting.accept({ participant: author.participant, drafts: resolved, capture });
      return { submissions: fresh.map(acceptedNow) };
    });
  }

  /**
   * Prepares an entry for the author's wallet, without storing it. The client sends `prepared` back with the signature.
   * The preparation is valid until the shipment's head changes.
   *
   * @throws PortolanError the error of the draft.
   */
  async prepare(author: Caller, draft: EntryDraft): Promise<Omit<Preparation, "audience">> {
    const prepared = await this.#parts.resolver.open(author).prepare(checkNewDraft(draft, this.#parts.now()));
    const { entry } = prepared;
    const [hash, typedData] = [this.#parts.hashEntry(entry), this.#parts.typedData(entry)];
    return { prepared, hash, typedData, ...warned(draftWarnings(draft)) };
  }

  /** @throws NoKeyForParticipant unless the gateway holds a valid key of the participant. */
  requireKeyOf(participant: ParticipantId): void {
    this.#parts.resolver.requireKeyOf(participant);
  }

  /** Whether the gateway holds a valid key of the participant. */
  signsFor(participant: ParticipantId): boolean {
    return this.#parts.resolver.signsFor(participant);
  }

  /**
   * Accepts a prepared entry unchanged. The author has signed it, or the gateway signs it.
   *
   * @throws the errors of `submit`.
   */
  relay(author: Caller, signed: ReturnedDraft, idempotency?: Idempotency): Promise<Acceptance> {
    return this.#admit(author, 1, async () => {
      const resolved = await failureOr(() => this.#parts.resolver.open(author).resolveSigned(signed));
      const [acceptance] = await this.#accept(author, [resolved], idempotency);
      return acceptance as Acceptance;
    });
  }

  /**
   * Accepts an act that the gateway signs for the caller, by the same durable acceptance as an entry.
   *
   * @param resolve makes the act; its errors become the result.
   * @returns the id of its submission, or the error of the draft.
   * @throws the errors of `submit`.
   */
  submitAct(
    author: Caller,
    resolve: () => Promise<AcceptedAct>,
    idempotency?: Idempotency,
  ): Promise<{ readonly submission: number } | Failure> {
    return this.#admit(author, 1, async () => {
      const resolved = await failureOr(resolve);
      const request = { participant: author.participant, drafts: [resolved], ...(idempotency && { idempotency }) };
      const [result] = (await this.#accepting.accept(request)).results;
      return typeof result === "number" ? { submission: result } : (result as Failure);
    });
  }

  /** Reads a submission of the author; `undefined` for another author's submission or an unknown id. */
  async submission(author: Caller, id: number): Promise<Submission | undefined> {
    const [submission] = await readSubmissions(this.#parts.db, [id]);
    return submission?.author === author.participant ? submission : undefined;
  }

  /** Waits until these submissions are settled, at most `ms` milliseconds, and reads them. */
  async settled(ids: readonly number[], ms: number): Promise<Submission[]> {
    await this.untilSettled(ids, ms);
    return readSubmissions(this.#parts.db, ids);
  }

  /** Waits until these submissions of entries or acts are settled, at most `ms` milliseconds. */
  async untilSettled(ids: readonly number[], ms: number): Promise<void> {
    const { db } = this.#parts;
    const deadline = Date.now() + ms;
    // Starts the watch before the read, so that it misses no settlement in between.
    const watch = this.#settlements.watch(ids);
    try {
      for (;;) {
        const left = deadline - Date.now();
        if (left <= 0 || !(await isAnyOpen(db, ids))) return;
        await watch.wait(Math.min(left, LOOK_AGAIN_MS));
      }
    } finally {
      watch.close();
    }
  }

  /** Wakes the requests that wait for the settled submissions. */
  onApplied(applied: AppliedBlocks): void {
    if (applied.change === "moved") return this.#settlements.lookAgain();
    for (const { submission, outcome } of applied.settled) {
      if (outcome !== "overtaken") this.#settlements.settle(submission);
    }
  }

  /**
   * Runs `work`, unless the gateway only reads, or all authors or this author have too many unsettled submissions.
   *
   * @throws RelayMissing, GatewayBusy, TooManyUnsettled
   */
  async #admit<Result>({ participant }: Caller, drafts: number, work: () => Promise<Result>): Promise<Result> {
    const { db, pipeline, sends, queueLimit } = this.#parts;
    if (!sends) throw new PortolanError("RelayMissing", {});
    const open = pipeline.leads ? pipeline.openFor(participant) : await countOpenSubmissions(db, participant);
    const resolving = this.#resolving.get(participant) ?? 0;
    const depth = open.all + [...this.#resolving.values()].reduce((sum, count) => sum + count, 0);
    if (depth + drafts > queueLimit) throw new PortolanError("GatewayBusy", { depth, retryAfter: RETRY_AFTER });
    const own = open.own + resolving;
    if (own + drafts > queueLimit / 2) {
      throw new PortolanError("TooManyUnsettled", { depth: own, retryAfter: RETRY_AFTER });
    }
    this.#resolving.set(participant, resolving + drafts);
    try {
      return await work();
    } finally {
      const left = (this.#resolving.get(participant) ?? 0) - drafts;
      if (left === 0) this.#resolving.delete(participant);
      else this.#resolving.set(participant, left);
    }
  }

  #resolve<Draft>(
    author: Caller,
    drafts: readonly Draft[],
    check: (draft: Draft) => CheckedDraft,
  ): Promise<(AcceptedDraft | Failure)[]> {
    if (drafts.length <= DRAFTS_A_TURN) return this.#resolveAll(author, drafts, check);
    return this.#large.run(() => this.#resolveAll(author, drafts, check));
  }

  /** Resolves drafts in order, and yields to the event loop after each {@link DRAFTS_A_TURN} drafts. */
  async #resolveAll<Draft>(
    author: Caller,
    drafts: readonly Draft[],
    check: (draft: Draft) => CheckedDraft,
  ): Promise<(AcceptedDraft | Failure)[]> {
    const session = this.#parts.resolver.open(author);
    const resolved: (AcceptedDraft | Failure)[] = [];
    for (const draft of drafts) {
      resolved.push(await failureOr(async () => session.resolve(check(draft))));
      if (resolved.length % DRAFTS_A_TURN === 0) await nextTurn();
    }
    return resolved;
  }

  async #accept(
    author: Caller,
    drafts: readonly (AcceptedDraft | Failure)[],
    idempotency: Idempotency | undefined,
  ): Promise<Acceptance[]> {
    const request = { participant: author.participant, drafts, ...(idempotency && { idempotency }) };
    const { results, fresh } = await this.#accepting.accept(request);
    if (fresh.length > 0) {
      const byId = new Map(fresh.map((submission) => [submission.id, submission]));
      return results.map((result) => {
        const submission = typeof result === "number" ? byId.get(result) : undefined;
        return submission === undefined ? (result as Failure) : { submission: acceptedNow(submission) };
      });
    }
    const ids = results.filter((result) => typeof result === "number");
    const earlier = new Map((await readSubmissions(this.#parts.db, ids)).map((found) => [found.id, found]));
    return results.map((result) => {
      const submission = typeof result === "number" ? earlier.get(result) : undefined;
      return submission === undefined ? (result as Failure) : { submission };
    });
  }
}

/** Converts the error of a draft to a value. An unavailable store fails the whole request instead. */
async function failureOr<Result>(work: () => Promise<Result>): Promise<Result | Failure> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PortolanError) || error.code === "StoreUnavailable") throw error;
    return { code: error.code, facts: error.facts };
  }
}

function acceptedNow(submission: OpenSubmission): Submission {
  const { id, entry, acceptedAtMs } = submission;
  return {
    id,
    author: entry.author,
    shipment: entry.shipment,
    kind: kindOf(entry.kind),
    commitment: entry.commitment,
    state: "accepted",
    signed: submission.signature !== null,
    entry: null,
    refusal: null,
    acceptedAtMs,
    settledAtMs: null,
  };
}
