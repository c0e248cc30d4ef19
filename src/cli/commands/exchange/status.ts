import { Command } from "commander";
import type { Lane } from "../../../api/lane.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderLanes } from "../../output/render-exchange.ts";

/** `portolan exchange status` */
export function exchangeStatusCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("status"))
    .summary("show the members with other gateways, and what you owe to each")
    .description(
      "Lists each member with another gateway: what you owe to it, since which block, when it was last heard from, and the last problem.",
    )
    .addHelpText(
      "after",
      `
Example:
  $ portolan exchange status

Next: portolan exchange owed MEMBER shows the payloads that wait, each with its reason.`,
    )
    .action(async (options: ClientOptions) => {
      const lanes = await listAll<Lane>(await clientFor(options), "/v1/exchange/lanes");
      print(terminal, options.json === true, lanes, () => renderLanes(lanes, terminal));
    });
}
