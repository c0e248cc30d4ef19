import type { ComparisonStep } from "../../api/comparison.ts";
import type { HoldingsDigest } from "../../api/exchange.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { blockOf } from "../../domain/position.ts";
import { divideRange } from "../../exchange/divide-range.ts";
import { findDifferences } from "../../exchange/find-differences.ts";
import type { BlockRange } from "../../exchange/holdings.ts";
import { storeComparison } from "../../store/exchange/comparisons.ts";
import { readHealRequests, takeHealRequest } from "../../store/exchange/heal-requests.ts";
import { readLackingReaders } from "../../store/exchange/wanted.ts";
import { askDigests } from "./ask-digests.ts";
import { askHolder, type Asking, type HolderAnswers, type HolderClient } from "./ask-holder.ts";
import { AwayMembers } from "./away-members.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { digestsOfHoldings } from "./holdings.ts";
import type { OtherMember } from "./other-members.ts";
import { readerOf } from "./reader-of.ts";

/** Milliseconds between two comparisons with one holder. */
export const HEAL_MS = 600_000;

/** Milliseconds before holdings are compared again after something came, which may entitle to more. */
const AGAIN_MS = 1_000;

/**
 * Milliseconds after which holdings are compared for the first time for a member that lacks payloads, as after the loss
 * of a database. Lanes and known holders deliver first.
 */
const EARLY_MS = 2_000;

/** Most answers that one comparison asks for. */
const MOST_ANSWERS = 1_000;

/** Answers that are on their way at the same time, and parts of a wide range among which they are divided. */
const CHAINS = 2;
const PARTS = 8;

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
  readonly #pairs = new Map<string, PairTimes>();
  readonly #away = new AwayMembers();

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
   * @returns whether it brought something.
   */
  async step(others: ReadonlyMap<ParticipantId, OtherMember>, until: number, stop: AbortSignal): Promise<boolean> {
    const { db, clock } = this.#context;
    await this.#takeRequests(others);
    await this.#away.welcomeBack(db);
    const asking = await this.#nextPair(others);
    if (asking === undefined || until === 0) return false;
    const key = keyOf(asking);
    try {
      const came = await this.#heal(asking, { from: 0, to: blockOf(until) }, stop);
      this.#away.forget(asking.holder);
      const pauseMs = came ? Math.min(AGAIN_MS, this.#healMs) : this.#healMs;
      this.#pairs.set(key, { dueMs: clock() + pauseMs });
      return came;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (stop.aborted) return false;
      this.#away.note(asking.holder, clock());
      this.#onTrouble(error.message, asking.holder);
      return false;
    }
  }

  /** Makes the pairs of members that asked for it due now. */
  async #takeRequests(others: ReadonlyMap<ParticipantId, OtherMember>): Promise<void> {
    const { db, clock } = this.#context;
    for (const reader of await readHealRequests(db)) {
      for (const [holder, { endpoint }] of others) {
        this.#away.forget(holder);
        this.#pairs.set(keyOf({ reader, holder, endpoint }), { dueMs: clock() });
      }
      await takeHealRequest(db, reader);
    }
  }

  /** The pair that is due for the longest time. A new pair is due half an interval later: lanes deliver first. */
  async #nextPair(others: ReadonlyMap<ParticipantId, OtherMember>): Promise<Asking | undefined> {
    const now = this.#context.clock();
    let lacking: ReadonlySet<ParticipantId> | undefined;
    let next: { asking: Asking; dueMs: number } | undefined;
    for (const reader of this.#context.own.ids()) {
      for (const [holder, { endpoint }] of others) {
        const asking = { reader, holder, endpoint };
        const times = this.#pairs.get(keyOf(asking)) ?? this.#newPair(now);
        this.#pairs.set(keyOf(asking), times);
        const { dueMs, earlyMs = Infinity } = times;
        if (Math.min(dueMs, earlyMs) > now || this.#away.isAway(holder, now)) continue;
        if (dueMs > now) {
          lacking ??= await readLackingReaders(this.#context.db);
          if (!lacking.has(reader)) continue;
        }
        if (dueMs < (next?.dueMs ?? Infinity)) next = { asking, dueMs };
      }
    }
    return next?.asking;
  }

  #newPair(nowMs: number): PairTimes {
    const dueMs = nowMs + this.#healMs / 2;
    return { dueMs, earlyMs: Math.min(dueMs, nowMs + EARLY_MS) };
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
    // A few wide ranges are those of a member that holds nothing there, as after the loss of its database.
    const isWide = differences.length < CHAINS;
    const ranges = isWide ? differences.flatMap((range) => divideRange(range, PARTS)) : [...differences];
    const count = { answers: 0 };
    const chains = Array.from({ length: CHAINS }, async () => {
      let came = false;
      for (let range = ranges.shift(); range !== undefined; range = ranges.shift())
        came = (await this.#fetch(asking, range, count, stop)) || came;
      return came;
    });
    const settled = await Promise.allSettled(chains);
    const failed = settled.find((chain) => chain.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return settled.some((chain) => chain.status === "fulfilled" && chain.value);
  }

  /** Gets what a holder gives of a range, page by page. @returns whether a payload came. @throws Unanswered */
  async #fetch(asking: Asking, blocks: BlockRange, count: { answers: number }, stop: AbortSignal): Promise<boolean> {
    let came = false;
    let after: number | null = null;
    let storing: Promise<HolderAnswers> = Promise.resolve({ answers: new Map() });
    do {
      if (count.answers++ >= MOST_ANSWERS || stop.aborted) break;
      // What the answer before brought is stored meanwhile.
      const asked = await askHolder(this.#context, this.#client, asking, { blocks, after }, stop);
      came = bringsSome(await storing) || came;
      if ("problem" in asked) throw new Unanswered(asked.problem);
      storing = asked.stored;
      // A page that does not move on would be asked for without end.
      after = asked.next !== null && asked.next > (after ?? -1) ? asked.next : null;
    } while (after !== null);
    return bringsSome(await storing) || came;
  }
}

/** @throws Unanswered for parcels that are refused. */
function bringsSome(answer: HolderAnswers): boolean {
  if ("problem" in answer) throw new Unanswered(answer.problem);
  return [...answer.answers.values()].includes("came");
}

/** When a pair is compared, in Unix milliseconds. */
interface PairTimes {
  readonly dueMs: number;
  /** When it is compared for the first time if the reader lacks payloads. */
  readonly earlyMs?: number;
}

const keyOf = ({ reader, holder }: Asking): string => `${reader} ${holder}`;
