import { MAX_ITEMS } from "../../api/exchange.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { findOwed } from "../../store/exchange/owed-parcels.ts";
import { findRecordReaders } from "../../store/exchange/record-readers.ts";
import type { WantedAnswer } from "../../store/exchange/tables.ts";
import {
  forgetSatisfied,
  hastenWants,
  noteAsked,
  readDueWants,
  type AskedWant,
  type DueWant,
} from "../../store/exchange/wanted.ts";
import { numberOf } from "../../store/access/visibility.ts";
import type { AskHolder, EntryAnswer, HolderAnswers } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { AwayMembers } from "./away-members.ts";
import type { OtherMember } from "./other-members.ts";
import { doubling } from "./doubling.ts";

/** Wanted entries that one round of questions considers. */
const ROUND = 2_000;

/** Entries of one question, whose answer has one item more. */
const TOGETHER = MAX_ITEMS - 1;

/** Pairs of reader and holder that ask at the same time. A pair's answers take turns, as they take numbers in order. */
const AT_ONCE = 4;

/** Milliseconds for which an author whose lane is delivering is not asked for what its lane may bring. */
const PATIENCE_MS = 30_000;

/** Milliseconds before holders are asked again after all of them were asked; they double. */
const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 3_600_000;

type Others = ReadonlyMap<ParticipantId, OtherMember>;

/** Entries that one member of this gateway wants from one holder. */
interface Question {
  readonly reader: ParticipantId;
  readonly holder: OtherMember;
  readonly wants: readonly DueWant[];
}

/**
 * Asks those who may hold wanted payloads, one after the other for each entry, and notes their answers. A holder that
 * gives no answer is passed over for a time, and delays nobody.
 */
export class WantedAsker {
  readonly #context: Pick<ExchangeContext, "db" | "clock" | "delivering">;
  readonly #ask: AskHolder;
  readonly #onTrouble: (problem: string, holder: ParticipantId) => void;
  readonly #away = new AwayMembers();

  /** @param onTrouble receives, in words, why a holder gave no answer. */
  constructor(
    context: Pick<ExchangeContext, "db" | "clock" | "delivering">,
    ask: AskHolder,
    onTrouble: (problem: string, holder: ParticipantId) => void,
  ) {
    this.#context = context;
    this.#ask = ask;
    this.#onTrouble = onTrouble;
  }

  /** Asks for what is due. @returns whether there is more to ask at once. */
  async step(others: Others, stop: AbortSignal): Promise<boolean> {
    const { db, clock } = this.#context;
    // A holder that sent or answered something since it gave no answer is there again, and is asked at once.
    if (await this.#away.welcomeBack(db)) await hastenWants(db, clock());
    const read = await readDueWants(db, clock(), ROUND);
    if (read.length < ROUND) await forgetSatisfied(db, clock());
    const due = await this.#leaveToLanes(read, others);
    if (due.length === 0) return read.length === ROUND;
    const holders = await this.#holdersOf(due, others);
    const next = due.map((want) => ({ want, holder: this.#nextHolder(want, holders.get(want.entry) ?? [], others) }));
    const ended = next.flatMap(({ want, holder }) => (holder === undefined ? [this.#endRound(want)] : []));
    if (ended.length > 0) await noteAsked(db, ended);
    const pairs = questionsOf(next);
    for (let start = 0; start < pairs.length && !stop.aborted; start += AT_ONCE) {
      await Promise.all(pairs.slice(start, start + AT_ONCE).map((questions) => this.#putAll(questions, stop)));
    }
    return pairs.length > 0 && !stop.aborted;
  }

  /** Postpones what the lanes of authors may bring. @returns the others. */
  async #leaveToLanes(due: readonly DueWant[], others: Others): Promise<DueWant[]> {
    const { db, clock, delivering } = this.#context;
    const now = clock();
    const gateways = new Set(delivering.list(now).map((id) => others.get(id)?.endpoint));
    const { left = [], asked = [] } = Object.groupBy(due, ({ author, since_ms }) => {
      const endpoint = others.get(author)?.endpoint;
      return endpoint !== undefined && gateways.has(endpoint) && since_ms + PATIENCE_MS > now ? "left" : "asked";
    });
    if (left.length > 0) await noteAsked(db, left.map(postponed));
    return asked;
  }

  /**
   * The other members that read enough of each entry, so that they may hold and give it, in the order in which they are
   * asked: the author, the counterparty, and then who became entitled, in the order of time.
   */
  async #holdersOf(due: readonly DueWant[], others: Others): Promise<ReadonlyMap<EntryHash, ParticipantId[]>> {
    const { db } = this.#context;
    const entries = due.flatMap(({ shipment, ...want }) =>
      shipment === null ? [] : [{ ...want, shipment, held: numberOf("all") }],
    );
    const acts = due.filter(({ shipment }) => shipment === null).map(({ entry }) => entry);
    const owed = await findOwed(db.reader, entries, [...others.keys()]);
    const records = await findRecordReaders(db, acts, [...others.keys()]);
    const wants = new Map(due.map((want) => [want.entry, want]));
    const readers = [...owed, ...records.map((reader) => ({ ...reader, since: null }))];
    const ranked = readers.flatMap(({ entry, recipient, view, since }) => {
      const want = wants.get(entry);
      if (want === undefined || view < want.view) return [];
      const role = recipient === want.author ? 0 : recipient === want.counterparty ? 1 : 2;
      return [{ entry, recipient, role, since: since ?? Number.MAX_SAFE_INTEGER }];
    });
    ranked.sort((a, b) => a.role - b.role || a.since - b.since);
    const byEntry = Map.groupBy(ranked, ({ entry }) => entry);
    return new Map(Array.from(byEntry, ([entry, ofEntry]) => [entry, ofEntry.map(({ recipient }) => recipient)]));
  }

  #nextHolder({ asked }: DueWant, holders: readonly ParticipantId[], others: Others): OtherMember | undefined {
    const before = new Set(fromJsonText(asked));
    const gateways = new Set([...before].map((id) => others.get(id)?.endpoint));
    const now = this.#context.clock();
    return holders
      .map((id) => others.get(id))
      .find(
        (holder) =>
          holder !== undefined &&
          !before.has(holder.participant.id) &&
          // Members with one gateway hold the same.
          !gateways.has(holder.endpoint) &&
          !this.#away.isAway(holder.participant.id, now),
      );
  }

  #endRound({ entry, rounds, answer }: DueWant): AskedWant {
    return {
      entry,
      asked: [],
      rounds: rounds + 1,
      dueAtMs: this.#context.clock() + doubling(FIRST_PAUSE_MS, rounds, MAX_PAUSE_MS),
      answer: answer && fromJsonText(answer),
    };
  }

  /** Asks the questions of a pair, each while the answer before is stored, until its holder gives no answer. */
  async #putAll(questions: readonly Question[], stop: AbortSignal): Promise<void> {
    let storing: Promise<void> = Promise.resolve();
    for (const question of questions) {
      const { reader, holder, wants } = question;
      const asking = { reader, holder: holder.participant.id, endpoint: holder.endpoint };
      const asked = await this.#ask(asking, { entries: wants.map(({ entry }) => entry) }, stop);
      await storing;
      const stored = "problem" in asked ? Promise.resolve(asked) : asked.stored;
      storing = this.#note(question, stored, stop);
      if ("problem" in asked) break;
      // It may fail before the next answer.
      storing.catch(() => undefined);
      if (stop.aborted || this.#away.isAway(holder.participant.id, this.#context.clock())) break;
    }
    await storing;
  }

  async #note({ holder, wants }: Question, stored: Promise<HolderAnswers>, stop: AbortSignal): Promise<void> {
    const { db, clock } = this.#context;
    const { id } = holder.participant;
    const result = await stored;
    if (stop.aborted) return;
    if ("problem" in result) {
      this.#away.note(id, clock());
      this.#onTrouble(result.problem, id);
      return;
    }
    this.#away.forget(id);
    // What an answer had no room for is asked of the same holder again, as long as something comes.
    const isMoving = [...result.answers.values()].includes("came");
    const noted = wants.flatMap((want) => {
      const given = result.answers.get(want.entry) ?? "busy";
      return given === "busy" && isMoving ? [] : [this.#noteAnswer(want, id, given)];
    });
    if (noted.length > 0) await noteAsked(db, noted);
  }

  #noteAnswer(want: DueWant, holder: ParticipantId, given: EntryAnswer): AskedWant {
    const { entry, rounds } = want;
    const asked = fromJsonText(want.asked);
    // A new round forgets the answers of the last one.
    const before = asked.length === 0 || want.answer === null ? null : fromJsonText(want.answer);
    if (given === "erased" && holder === want.author) {
      return { ...this.#endRound(want), dueAtMs: this.#context.clock() + MAX_PAUSE_MS, answer: { state: "erased" } };
    }
    const dueAtMs = this.#context.clock();
    return { entry, asked: [...asked, holder], rounds, dueAtMs, answer: answerAfter(before, given) };
  }
}

function postponed({ entry, asked, rounds, answer, since_ms }: DueWant): AskedWant {
  const dueAtMs = since_ms + PATIENCE_MS;
  return { entry, asked: fromJsonText(asked), rounds, dueAtMs, answer: answer && fromJsonText(answer) };
}

/** The reason that a person needs: one that somebody can change counts more than that a holder has nothing. */
function answerAfter(before: WantedAnswer | null, given: EntryAnswer): WantedAnswer | null {
  if (given === "came" || given === "busy") return before;
  if (given === "erased" || given.state === "notHeld") return before ?? { state: "notHeld" };
  return given;
}

/** Puts together what one member wants from one holder, within the limits of a request. @returns the questions by pair. */
function questionsOf(
  next: readonly { readonly want: DueWant; readonly holder: OtherMember | undefined }[],
): Question[][] {
  const pairs: Question[][] = [];
  const groups = Map.groupBy(next, ({ want, holder }) => `${want.reader} ${holder?.participant.id ?? ""}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first?.holder === undefined) continue;
    const wants = group.map(({ want }) => want);
    const questions: Question[] = [];
    for (let start = 0; start < wants.length; start += TOGETHER) {
      const some = wants.slice(start, start + TOGETHER);
      questions.push({ reader: first.want.reader, holder: first.holder, wants: some });
    }
    pairs.push(questions);
  }
  return pairs;
}
