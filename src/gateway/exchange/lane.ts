import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isFinal } from "../../exchange/settle-receipt.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { type Answered, noteAttempt, type Sealing, turnWindow } from "../../store/exchange/windows.ts";
import type { SendingContext } from "./lanes-context.ts";
import type { OtherMember } from "./other-members.ts";
import type { ExchangeClient, PostAnswer } from "./post-window.ts";
import { type ReadReceipts, readReceipts } from "./read-receipts.ts";
import { sealWindow } from "./seal-window.ts";
import { doubling } from "./doubling.ts";
import { settleRow } from "./settle-rows.ts";
import { readWindowsAgain, type StoredWindow } from "./read-windows-again.ts";

/** Milliseconds after an attempt without an answer; they double. */
const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 600_000;

/** Milliseconds after a window of which nothing was taken, so that a recipient that is late or full is not flooded. */
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 60_000;

/** Windows that are on their way at the same time: the recipient stores one, opens another, and receives the next. */
const AT_ONCE = 3;

/** A window that was sent, with what came back. */
interface SentWindow {
  readonly window: StoredWindow;
  readonly answer: PostAnswer;
}

/** Windows to send, of those that are stored and of what is due. */
interface Filling {
  readonly stored: StoredWindow[];
  /** Most windows on their way. */
  readonly atOnce: number;
  readonly member: OtherMember;
  readonly key: EncryptionKey;
  readonly stop: AbortSignal;
}

/**
 * Sends to one other member what it is owed, window by window. Each window is stored before it is sent, and deleted in
 * the transaction that stores its receipts and another window. After a crash the same bytes are sent again.
 */
export class Lane {
  readonly #context: SendingContext;
  readonly #client: Pick<ExchangeClient, "post">;
  readonly #recipient: ParticipantId;
  /** Stored windows to send; "unknown" until they are read from the store. */
  #stored: StoredWindow[] | "unknown" = "unknown";
  readonly #sent = new Map<StoredWindow, Promise<SentWindow>>();
  /** Windows in a row of which nothing was taken. */
  #fruitless = 0;

  constructor(context: SendingContext, client: Pick<ExchangeClient, "post">, recipient: ParticipantId) {
    this.#context = context;
    this.#client = client;
    this.#recipient = recipient;
  }

  /**
   * Sends windows, as many as may be on their way, and settles the first one that is answered.
   *
   * @param attempts Attempts without an answer before this one.
   * @returns whether there may be more to send at once.
   */
  async turn(member: OtherMember, attempts: number, stop: AbortSignal): Promise<boolean> {
    const { key } = member;
    if (key === undefined) return this.#fail({ problem: "it has no valid encryption key" }, attempts);
    if (this.#stored === "unknown") this.#stored = await readWindowsAgain(this.#context, this.#recipient);
    // A member that did not answer gets one window to begin with.
    const atOnce = attempts === 0 ? AT_ONCE : 1;
    const filled = await this.#fill({ stored: this.#stored, atOnce, member, key, stop });
    if (this.#sent.size === 0) {
      // A former leader may have stored a window after this lane read them.
      this.#stored = "unknown";
      if (typeof filled === "string") return this.#fail({ problem: `not sealed: ${filled}` }, attempts);
      return filled;
    }
    const { window, answer } = await this.#answered();
    if (stop.aborted) return false;
    const settled = this.#settle(window, answer, key);
    if (settled === undefined) {
      await this.#settleSent(key, stop);
      return stop.aborted ? false : this.#fail(answer, attempts);
    }
    const isFull = this.#stored.length > 0;
    const isOpen = await this.#sealing(async () => {
      const sealed = isFull ? undefined : await this.#seal(member, key);
      // The error of a signer must not cost the answer.
      return this.#store(settled, sealed instanceof PortolanError ? undefined : sealed);
    });
    if (!isOpen) return false;
    if (settled.dueAt === settled.answeredAt) return true;
    await this.#settleSent(key, stop);
    return false;
  }

  /**
   * Sends stored windows, and seals and stores further ones, until enough are on their way.
   *
   * @returns whether there may be more to seal at once; the code of an error of the signer.
   */
  async #fill({ stored, atOnce, member, key, stop }: Filling): Promise<boolean | string> {
    while (this.#sent.size < atOnce) {
      const next = stored.shift();
      if (next !== undefined) {
        const answer = this.#client.post(member.endpoint, "parcels", next.body, stop);
        this.#sent.set(
          next,
          answer.then((answer) => ({ window: next, answer })),
        );
        continue;
      }
      const sealed = await this.#sealing(async () => {
        const sealing = await this.#seal(member, key);
        if (sealing instanceof PortolanError) return sealing.code;
        return sealing !== undefined && (await this.#store(undefined, sealing));
      });
      if (sealed !== true) return sealed;
      // Nothing of what was due is owed, or the next number of the pair was taken.
      if (stored.length === 0) return true;
    }
    return true;
  }

  /** Waits for the first answer. */
  async #answered(): Promise<SentWindow> {
    const first = await Promise.race(this.#sent.values());
    this.#sent.delete(first.window);
    return first;
  }

  /** Waits for all answers, and stores those with receipts. What has none is sent again later. */
  async #settleSent(key: EncryptionKey, stop: AbortSignal): Promise<void> {
    while (this.#sent.size > 0) {
      const { window, answer } = await this.#answered();
      const settled = stop.aborted ? undefined : this.#settle(window, answer, key);
      if (settled !== undefined) await this.#store(settled, undefined);
    }
    this.#stored = "unknown";
  }

  /** What an answer makes of its window; `undefined` for an answer without a valid receipt. */
  #settle(window: StoredWindow, answer: PostAnswer, key: EncryptionKey): Answered | undefined {
    const { receipts, signed } = this.#read(answer, window);
    if (receipts.size === 0) return undefined;
    for (const { receipt } of receipts.values()) {
      if (receipt.outcome === "mismatch") this.#context.log.error({ receipt }, "a member found a payload altered");
    }
    const now = this.#context.clock();
    const { sender, sequence } = window;
    return {
      ...{ sender, sequence, recipient: this.#recipient, receipts: signed, own: this.#context.own.ids() },
      rows: window.rows.map((row) => settleRow(row, receipts.get(row.parcel ?? "0x"), key.id, now)),
      unnamed: window.rows.flatMap(({ parcel, rule, entry }) =>
        rule === "customs" && receipts.get(parcel ?? "0x")?.receipt.outcome === "notExpected" ? [entry] : [],
      ),
      answeredAt: now,
      dueAt: now + this.#pauseAfter([...receipts.values()].some(({ receipt }) => isFinal(receipt))),
    };
  }

  /** Seals and stores while no answer to a want takes numbers of the same pair. */
  #sealing<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#context.sealing.run(this.#recipient, work);
  }

  /** @returns the error of a signer that fails. */
  async #seal(member: OtherMember, key: EncryptionKey): Promise<Sealing | PortolanError | undefined> {
    try {
      return await sealWindow(this.#context, member, key);
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      return error;
    }
  }

  /** Without the sealed window, whose number was taken, a later turn seals it again. @returns `false` for a closed lane. */
  async #store(answered: Answered | undefined, sealing: Sealing | undefined): Promise<boolean> {
    const turned = await turnWindow(this.#context.db, answered, sealing);
    if (turned === "closed") {
      this.#sent.clear();
      this.#stored = "unknown";
    } else if (turned === "stored" && sealing?.window !== undefined && this.#stored !== "unknown") {
      this.#stored.push(sealing.window);
    }
    return turned !== "closed";
  }

  #read(answer: PostAnswer, window: StoredWindow): ReadReceipts {
    const { directory, domain, follower, clock } = this.#context;
    const items = "items" in answer ? answer.items : [];
    const time = follower.checkpoint.timestamp;
    const ledger = { domain, time, participant: (id: ParticipantId) => directory.get(id) };
    const { receipts, signed } = readReceipts(items, window, { ledger, now: Math.floor(clock() / 1000) });
    const ours = new Map(window.rows.map(({ parcel, entry }) => [parcel, entry]));
    const fitting = [...receipts].filter(
      ([parcel, { receipt }]) => ours.has(parcel) && (receipt.entry ?? ours.get(parcel)) === ours.get(parcel),
    );
    return { receipts: new Map(fitting), signed };
  }

  /** Notes an attempt without a valid answer. The same bytes are sent again, after what is no longer owed is taken out. */
  async #fail(answer: PostAnswer | { readonly problem: string }, attempts: number): Promise<false> {
    const { db, log, clock } = this.#context;
    this.#stored = "unknown";
    const problem = "problem" in answer ? answer.problem : "its answer has no valid receipt";
    const delay = doubling(FIRST_BACK_OFF_MS, attempts, MAX_BACK_OFF_MS) * (0.8 + 0.4 * Math.random());
    const notBefore = ("notBeforeMs" in answer ? answer.notBeforeMs : undefined) ?? 0;
    log.info({ member: this.#recipient, problem }, "a member was not reached");
    await noteAttempt(db, this.#recipient, problem, Math.max(Math.round(clock() + delay), notBefore));
    return false;
  }

  #pauseAfter(anyTaken: boolean): number {
    this.#fruitless = anyTaken ? 0 : this.#fruitless + 1;
    return this.#fruitless === 0 ? 0 : doubling(FIRST_PAUSE_MS, this.#fruitless - 1, MAX_PAUSE_MS);
  }
}
