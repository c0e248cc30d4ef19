import { Command } from "commander";
import { setTimeout as sleep } from "node:timers/promises";
import type { WantedSummary } from "../../../api/wanted.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { startProgress } from "../../output/progress.ts";
import { renderWanted } from "../../output/render-exchange.ts";

const LOOK_MS = 500;

/** Milliseconds without progress after which the rest is shown instead of awaited. */
const PATIENCE_MS = 60_000;

/** `portolan exchange rebuild` */
export function exchangeRebuildCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("rebuild"))
    .summary("get back the payloads of a lost database, and wait for them")
    .description(
      "Asks all members for the payloads that you may read, your own included, and waits until nothing is missing or no more comes for a minute. Each is checked against the chain.",
    )
    .addHelpText("after", "\nExample:\n  $ portolan exchange rebuild")
    .action(async (options: ClientOptions) => {
      const client = await clientFor(options);
      let wanted = await client.send<WantedSummary>("POST", "/v1/exchange/heal", { what: "all" });
      const total = wanted.payloads;
      const progress = startProgress(terminal, "Payloads", total);
      let changedAt = performance.now();
      while (wanted.payloads > 0 && performance.now() - changedAt < PATIENCE_MS) {
        await sleep(LOOK_MS);
        const now = await client.get<WantedSummary>("/v1/exchange/wanted");
        if (now.payloads !== wanted.payloads) changedAt = performance.now();
        wanted = now;
        progress.update(Math.max(0, total - wanted.payloads));
      }
      progress.stop();
      print(terminal, options.json === true, wanted, () => renderWanted(wanted, terminal));
    });
}
