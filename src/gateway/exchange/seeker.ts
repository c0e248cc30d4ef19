import type { Logger } from "pino";
import type { ParticipantId } from "../../domain/entry.ts";
import { pause } from "../outgoing/pause.ts";
import { announce } from "./announce.ts";
import { askHolder, type AskHolder, type HolderClient } from "./ask-holder.ts";
import { WantedAsker } from "./ask-wanted.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { HEAL_MS, Healer } from "./heal.ts";
import { GRACE_MS, LackingScan } from "./lacking-scan.ts";

export interface SeekerContext extends ExchangeContext {
  readonly log: Logger;
  readonly client: HolderClient;
  /** See {@link HEAL_MS}. */
  readonly healMs?: number;
}

/** Milliseconds between two rounds without more to ask. */
const TICK_MS = 500;

/**
 * Finds the payloads that members of this gateway may read and that are not here, and asks those who may hold them, until
 * `stop` is called. The commitment makes every holder a valid source, also of a member's own payloads after the loss of
 * its database. Only the leading gateway of a database runs it. What is wanted, of whom it was asked and what they
 * answered is in the store; a failed round is repeated.
 */
export function startSeeker(context: SeekerContext): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run(context, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(context: SeekerContext, stop: AbortSignal): Promise<void> {
  const { client, others, follower, log, healMs = HEAL_MS } = context;
  const onTrouble = (problem: string, holder: ParticipantId) =>
    log.info({ holder, problem }, "a member did not answer for missing payloads");
  const onFailure = (error: unknown) => log.error({ err: error }, "missing payloads wait for the store");
  const scan = new LackingScan(context, GRACE_MS);
  const ask: AskHolder = (asking, subject, signal) => askHolder(context, client, asking, subject, signal);
  const asker = new WantedAsker(context, ask, onTrouble);
  const healer = new Healer(context, client, onTrouble, healMs);
  let announcing: Promise<void> | undefined;
  while (!stop.aborted) {
    let more = false;
    try {
      const members = new Map((await others.list()).map((member) => [member.participant.id, member]));
      if (members.size > 0) {
        const { block, chainHead } = follower.status;
        if (block >= chainHead) announcing ??= announce(context, client, members, stop).catch(onFailure);
        const until = await scan.step(stop);
        more = await asker.step(members, stop);
        if (!more) more = await healer.step(members, until, stop);
      }
    } catch (error) {
      onFailure(error);
    }
    if (!more) await pause(TICK_MS, stop);
  }
  await announcing;
}
