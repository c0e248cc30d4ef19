import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** What a sender may use: a budget that fills again with time. */
export interface QuotaLimits {
  /** What is counted, in the plural, for the error. */
  readonly what: string;
  readonly perSecond: number;
  /** The most that a sender can use at once after a pause. */
  readonly burst: number;
}

/**
 * Counts what each sender uses of a budget. Only senders whose signature was verified are counted, so that their number
 * is that of the enrolled participants.
 */
export class SenderQuota {
  readonly #limits: QuotaLimits;
  readonly #now: () => number;
  readonly #budgets = new Map<ParticipantId, { left: number; at: number }>();

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(limits: QuotaLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** @throws TooManyRequests, without a use, when the sender's budget is used up. */
  use(sender: ParticipantId, amount: number): void {
    const { what, perSecond, burst } = this.#limits;
    const now = this.#now();
    const budget = this.#budgets.get(sender) ?? { left: burst, at: now };
    const left = Math.min(burst, budget.left + ((now - budget.at) * perSecond) / 1000);
    this.#budgets.set(sender, { left: left > 0 ? left - amount : left, at: now });
    if (left > 0) return;
    const retryAfter = Math.ceil((1 - left) / perSecond);
    throw new PortolanError("TooManyRequests", { what, limit: perSecond, seconds: 1, retryAfter });
  }
}
