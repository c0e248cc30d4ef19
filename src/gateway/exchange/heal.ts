import type { ComparisonStep } from "../../api/comparison.ts";
import type { HoldingsDigest } from "../../api/exchange.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { blockOf } from "../../domain/position.ts";
import { findDifferences } from "../../exchange/find-differences.ts";
import type { BlockRange } from "../../exchange/holdings.ts";
import { storeComparison } from "../../store/exchange/comparisons.ts";
import { readHealRequests, takeHealRequest } from "../../store/exchange/heal-requests.ts";
import { askDigests } from "./ask-digests.ts";
import { askHolder, type Asking, type HolderClient } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { digestsOfHoldings } from "./holdings.ts";
import type { OtherMember } from "./other-members.ts";
import { readerOf } from "./reader-of.ts";

/** Milliseconds between two comparisons with one holder. */
export const HEAL_MS = 600_000;

/** Milliseconds before holdings are compared again after something came, which may entitle to more. */
const AGAIN_MS = 1_000;

/** Most answers that one comparison asks for. */
const MOST_ANSWERS = 1_000;

/** A holder gave no answer. */
class Unanswered extends Error {}

/**
 * Compares by digests what members of this gateway hold with what others hold of the same entries, and gets what is
 * missing. So a member also finds the payloads to which only a payload that it lacks entitles it, such as customs of a
 * country that an entry names: each later custodian answers for the author.
 */
export class Healer {
  readonly #context: ExchangeContext;
  readonly #client: HolderClient;
  readonly #onTrouble: (problem: string, holder: ParticipantId) => void;
  readonly #healMs: number;
  /** Unix milliseconds of the next comparison, by reader and holder. */
  readonly #dueMs = new Map<string, number>();

  /**
   * @param onTrouble receives, in words, why a holder gave no answer.
   * @param healMs see {@link HEAL_MS}.
   */
  constructor(
    context: ExchangeContext,
    client: HolderClient,
    onTrouble: (problem: string, holder: ParticipantId) => void,
    healMs: number,
  ) {
    this.#context = context;
    this.#client = client;
    this.#onTrouble = onTrouble;
    this.#healMs = healMs;
  }

  /**
   * Makes one comparison that is due, up to the block of a position.
   *
   * @param until Position up to which the authors had time to deliver.
   */
  async step(others: ReadonlyMap<ParticipantId, OtherMember>, until: number, stop: AbortSignal): Promise<void> {
    await this.#takeRequests(others);
    const asking = this.#nextPair(others);
    if (asking === undefined || until === 0) return;
    const key = keyOf(asking);
    const { clock } = this.#context;
    this.#dueMs.set(key, clock() + this.#healMs);
    try {
      const came = await this.#heal(asking, { from: 0, to: blockOf(until) }, stop);
      if (came) this.#dueMs.set(key, clock() + Math.min(AGAIN_MS, this.#healMs));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (!stop.aborted) this.#onTrouble(error.message, asking.holder);
    }
  }

  /** Makes the pairs of members that asked for it due now. */
  async #takeRequests(others: ReadonlyMap<ParticipantId, OtherMember>): Promise<void> {
    const { db, clock } = this.#context;
    for (const reader of await readHealRequests(db)) {
      for (const [holder, { endpoint }] of others) this.#dueMs.set(keyOf({ reader, holder, endpoint }), clock());
      await takeHealRequest(db, reader);
    }
  }

  /** The pair that is due for the longest time. A new pair is due half an interval later: lanes deliver first. */
  #nextPair(others: ReadonlyMap<ParticipantId, OtherMember>): Asking | undefined {
    const now = this.#context.clock();
    let next: { asking: Asking; dueMs: number } | undefined;
    for (const reader of this.#context.own.ids()) {
      for (const [holder, { endpoint }] of others) {
        const asking = { reader, holder, endpoint };
        const dueMs = this.#dueMs.get(keyOf(asking)) ?? now + this.#healMs / 2;
        this.#dueMs.set(keyOf(asking), dueMs);
        if (dueMs <= now && dueMs < (next?.dueMs ?? Infinity)) next = { asking, dueMs };
      }
    }
    return next?.asking;
  }

  /** @returns whether a payload came. @throws Unanswered */
  async #heal(asking: Asking, blocks: BlockRange, stop: AbortSignal): Promise<boolean> {
    const { db } = this.#context;
    const members = {
      reader: readerOf(this.#context, asking.reader),
      giver: readerOf(this.#context, asking.holder),
    };
    const own = (ranges: readonly BlockRange[]) => digestsOfHoldings(db, members, ranges);
    const steps: ComparisonStep[] = [];
    const theirs = async (ranges: readonly BlockRange[]): Promise<readonly HoldingsDigest[]> => {
      const reply = await askDigests(this.#context, this.#client, asking, await own(ranges), stop);
      if ("problem" in reply) throw new Unanswered(reply.problem);
      steps.push(reply.step);
      return reply.ranges;
    };
    const differences = await findDifferences(blocks, own, theirs);
    await storeComparison(db, asking.reader, asking.holder, this.#context.clock(), steps);
    let answers = 0;
    let came = false;
    for (const range of differences) {
      let after: number | null = null;
      do {
        const subject = { blocks: range, after };
        const answer = await askHolder(this.#context, this.#client, asking, subject, stop);
        if ("problem" in answer) throw new Unanswered(answer.problem);
        came ||= [...answer.answers.values()].includes("came");
        // A page that does not move on would be asked for without end.
        after = answer.next !== null && answer.next > (after ?? -1) ? answer.next : null;
        answers++;
      } while (after !== null && answers < MOST_ANSWERS && !stop.aborted);
    }
    return came;
  }
}

const keyOf = ({ reader, holder }: Asking): string => `${reader} ${holder}`;
