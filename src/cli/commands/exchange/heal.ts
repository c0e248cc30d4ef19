import { Command } from "commander";
import type { HealRequest, WantedSummary } from "../../../api/wanted.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { renderWanted } from "../../output/render-exchange.ts";

/** `portolan exchange heal` */
export function exchangeHealCommand(context: CommandContext): Command {
  return askingCommand(context, "heal", "all")
    .summary("ask all members at once for the payloads that you lack")
    .description(
      "Compares holdings with every member, and asks for what you may read and this gateway lacks. Without it the gateway does so by itself within minutes.",
    );
}

/** `portolan exchange rewrap` */
export function exchangeRewrapCommand(context: CommandContext): Command {
  return askingCommand(context, "rewrap", "sealed")
    .summary("ask again for the payloads that came sealed to a lost key")
    .description(
      "Asks the holders again for the payloads that came sealed to an encryption key which this gateway lacks. They seal to your newest valid key.",
    );
}

function askingCommand({ terminal }: CommandContext, name: string, what: HealRequest["what"]): Command {
  return withClientOptions(new Command(name))
    .addHelpText(
      "after",
      `
Example:
  $ portolan exchange ${name}

Next: portolan exchange status shows what is still missing.`,
    )
    .action(async (options: ClientOptions) => {
      const client = await clientFor(options);
      const wanted = await client.send<WantedSummary>("POST", "/v1/exchange/heal", { what });
      print(terminal, options.json === true, wanted, () => renderWanted(wanted, terminal));
    });
}
