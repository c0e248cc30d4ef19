import type { Logger } from "pino";
import type { ParticipantId } from "../../domain/entry.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { pause } from "../outgoing/pause.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { createExchangeClient } from "./post-window.ts";
import { type PostItems, sendErasures } from "./send-erasures.ts";

export interface ErasuresContext extends ExchangeContext {
  readonly log: Logger;
  /** Hosts, or hosts with port, that may be reached by `http:` and at private addresses. */
  readonly privateHosts: readonly string[];
}

/** Milliseconds between two rounds. */
const TICK_MS = 500;

/**
 * Asks other members to erase what the authors of this gateway erased, until `stop` is called. Only the leading gateway
 * of a database runs it. What is to be asked, and when, is in the store, so that a failed round is repeated.
 */
export function startErasures(context: ErasuresContext): { stop(): Promise<void> } {
  const { log, privateHosts } = context;
  const stopping = new AbortController();
  const client = createExchangeClient(privateHosts);
  const post: PostItems = async (endpoint, items) => {
    const answer = await client.post(endpoint, "erasures", joinLines(items), stopping.signal);
    if ("items" in answer) return answer.items;
    log.info({ endpoint, problem: answer.problem }, "a member was not asked to erase");
    return [];
  };
  const asking = new Set<ParticipantId>();
  const rounds = new Set<Promise<void>>();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // A round does not wait for the one before, in which a member may not answer for long.
      const round = sendErasures(context, post, asking).catch((error: unknown) => {
        log.error({ err: error }, "erasures wait for the store");
      });
      rounds.add(round);
      void round.finally(() => rounds.delete(round));
      await pause(TICK_MS, stopping.signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(rounds);
      await client.close();
    },
  };
}
