import type { Logger } from "pino";
import type { ParticipantId } from "../../domain/entry.ts";
import { readErasureRecipients } from "../../store/exchange/owed-erasures.ts";
import { noteContact } from "../../store/exchange/lanes.ts";
import { noteAttempt } from "../../store/exchange/windows.ts";
import { pause } from "../outgoing/pause.ts";
import { AwayMembers } from "./away-members.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import type { OtherMember } from "./other-members.ts";
import type { ExchangeClient, PostAnswer } from "./post-window.ts";
import { type ErasureContext, sendErasures } from "./send-erasures.ts";

export interface ErasuresContext extends ErasureContext, Pick<ExchangeContext, "others"> {
  readonly log: Logger;
  readonly client: Pick<ExchangeClient, "post">;
}

/** Milliseconds between two rounds. */
const TICK_MS = 500;

/** Most members that are asked at the same time. */
const MAX_SENDING = 64;

/** Milliseconds before the lane of a member that gave no answer sends again. */
const LANE_PAUSE_MS = 1_000;

/**
 * Asks other members to erase what authors of this gateway erased, until `stop` is called. Only the leading gateway of a
 * database runs it. What is owed is in the store, and a failed round is repeated.
 */
export function startErasures(context: ErasuresContext): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const dispatcher = new ErasureDispatcher(context, stopping.signal);
  const running = run(context, dispatcher, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await dispatcher.idle();
    },
  };
}

async function run({ log }: ErasuresContext, dispatcher: ErasureDispatcher, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await dispatcher.round();
    } catch (error) {
      log.error({ err: error }, "requests to erase wait for the store");
    }
    await pause(TICK_MS, stop);
  }
}

/** No member waits for another. A member that gave no answer is asked again later, or when it was heard from. */
class ErasureDispatcher {
  readonly #context: ErasuresContext;
  readonly #stop: AbortSignal;
  readonly #sending = new Map<ParticipantId, Promise<void>>();
  readonly #away = new AwayMembers();

  constructor(context: ErasuresContext, stop: AbortSignal) {
    this.#context = context;
    this.#stop = stop;
  }

  /** Begins to ask the members to which a request is due. */
  async round(): Promise<void> {
    const { db, clock, others } = this.#context;
    const due = new Set(await readErasureRecipients(db, clock()));
    if (due.size === 0) return;
    await this.#away.welcomeBack(db);
    for (const member of await others.list()) {
      const { id } = member.participant;
      if (!due.has(id) || this.#away.isAway(id, clock()) || this.#sending.has(id) || this.#sending.size >= MAX_SENDING)
        continue;
      const sending = this.#ask(member).finally(() => this.#sending.delete(id));
      this.#sending.set(id, sending);
    }
  }

  /** Resolves when no member is asked. */
  async idle(): Promise<void> {
    await Promise.all(this.#sending.values());
  }

  async #ask(member: OtherMember): Promise<void> {
    const { db, clock, log } = this.#context;
    const { id } = member.participant;
    try {
      const failure = await sendErasures(this.#context, this.#context.client, member, this.#stop);
      if (this.#stop.aborted) return;
      if (failure !== undefined) return await this.#noteAway(id, failure);
      this.#away.forget(id);
      await noteContact(db, id, clock());
    } catch (error) {
      this.#away.note(id, clock());
      log.error({ err: error, member: id }, "requests to erase wait for the next round");
    }
  }

  /** The lane of the member learns of it too, so that people see the problem, and the next contact ends the wait. */
  async #noteAway(id: ParticipantId, { problem, notBeforeMs = 0 }: Extract<PostAnswer, { problem: string }>) {
    const { db, clock, log } = this.#context;
    const atMs = clock();
    this.#away.note(id, atMs, notBeforeMs);
    log.info({ member: id, problem }, "a member did not answer requests to erase");
    await noteAttempt(db, id, problem, atMs + LANE_PAUSE_MS);
  }
}
