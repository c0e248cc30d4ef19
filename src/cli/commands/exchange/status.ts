import { Command } from "commander";
import type { Lane } from "../../../api/lane.ts";
import type { WantedSummary } from "../../../api/wanted.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderLanes, renderWanted } from "../../output/render-exchange.ts";

/** `portolan exchange status` */
export function exchangeStatusCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("status"))
    .summary("show the members with other gateways, and what you owe to each")
    .description(
      "Lists each member with another gateway: what you owe to it, since which block, when it was last heard from, and the last problem. Then counts what you may read and lack.",
    )
    .addHelpText(
      "after",
      `
Example:
  $ portolan exchange status

Next: portolan exchange owed MEMBER shows the payloads that wait, each with its reason.`,
    )
    .action(async (options: ClientOptions) => {
      const client = await clientFor(options);
      const status = {
        lanes: await listAll<Lane>(client, "/v1/exchange/lanes"),
        wanted: await client.get<WantedSummary>("/v1/exchange/wanted"),
      };
      print(terminal, options.json === true, status, () =>
        [renderLanes(status.lanes, terminal), renderWanted(status.wanted, terminal)].join("\n\n"),
      );
    });
}
