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
import { readWindowAgain, type StoredWindow } from "./trim-window.ts";

/** Milliseconds after an attempt without an answer; they double. */
const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 600_000;

/** Milliseconds after a window of which nothing was taken, so that a recipient that is late or full is not flooded. */
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 60_000;

/**
 * Sends to one other member what it is owed, window by window. Each window is stored before it is sent, and deleted in
 * the transaction that stores its receipts and the next window. After a crash the same bytes are sent again.
 */
export class Lane {
  readonly #context: SendingContext;
  readonly #client: ExchangeClient;
  readonly #recipient: ParticipantId;
  /** The stored window; `undefined` without one; "unknown" until it is read from the store. */
  #window: StoredWindow | "unknown" | undefined = "unknown";
  /** Windows in a row of which nothing was taken. */
  #fruitless = 0;

  constructor(context: SendingContext, client: ExchangeClient, recipient: ParticipantId) {
    this.#context = context;
    this.#client = client;
    this.#recipient = recipient;
  }

  /**
   * Sends one window, and seals the next one meanwhile.
   *
   * @param attempts Attempts without an answer before this one.
   * @returns whether there is more to send at once.
   */
  async turn(member: OtherMember, attempts: number, stop: AbortSignal): Promise<boolean> {
    const { key } = member;
    if (key === undefined) return this.#fail({ problem: "it has no valid encryption key" }, attempts);
    if (this.#window === "unknown") this.#window = await readWindowAgain(this.#context, this.#recipient);
    if (this.#window === undefined) {
      const sealing = await this.#seal(member, key);
      if (sealing instanceof PortolanError) return this.#fail({ problem: `not sealed: ${sealing.code}` }, attempts);
      if (sealing === undefined || !(await this.#store(undefined, sealing))) return false;
      // Nothing of what was due is owed.
      if (this.#window === undefined) return sealing.closed.length > 0;
    }
    const window = this.#window;
    const posting = this.#client.post(member.endpoint, "parcels", window.body, stop);
    const sealed = await this.#seal(member, key);
    const sealing = sealed instanceof PortolanError ? undefined : sealed;
    const answer = await posting;
    if (stop.aborted) return false;
    const { receipts, signed } = this.#read(answer, window);
    if (receipts.size === 0) return this.#fail(answer, attempts);
    const now = this.#context.clock();
    const answered: Answered = {
      ...{ sender: window.sender, recipient: this.#recipient, receipts: signed, own: this.#context.own.ids() },
      rows: window.rows.map((row) => settleRow(row, receipts.get(row.parcel ?? "0x"), key.id, now)),
      unnamed: window.rows.flatMap(({ parcel, rule, entry }) =>
        rule === "customs" && receipts.get(parcel ?? "0x")?.receipt.outcome === "notExpected" ? [entry] : [],
      ),
      answeredAt: now,
      dueAt: now + this.#pauseAfter([...receipts.values()].some(({ receipt }) => isFinal(receipt))),
    };
    for (const { receipt } of receipts.values()) {
      if (receipt.outcome === "mismatch") this.#context.log.error({ receipt }, "a member found a payload altered");
    }
    // Without the next window, the next turn seals it again after what took its number.
    await this.#store(answered, sealing);
    return answered.dueAt === now;
  }

  /** @returns the error of a signer that fails, which must not cost the answer to the window before. */
  async #seal(member: OtherMember, key: EncryptionKey): Promise<Sealing | PortolanError | undefined> {
    try {
      return await sealWindow(this.#context, member, key);
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      return error;
    }
  }

  async #store(answered: Answered | undefined, sealing: Sealing | undefined): Promise<boolean> {
    this.#window = "unknown";
    if (!(await turnWindow(this.#context.db, answered, sealing))) return false;
    this.#window = sealing?.window;
    return true;
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
    this.#window = "unknown";
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
