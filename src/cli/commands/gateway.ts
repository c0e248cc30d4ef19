import { Command } from "commander";
import { readConfig } from "../../config/config.ts";
import type { CommandContext } from "../command-context.ts";
import { print } from "../output/print.ts";
import { settingsHelp } from "../settings-help.ts";
import { untilStopped } from "../until-stopped.ts";

/** `portolan gateway`: the gateway alone, for a chain that runs elsewhere. */
export function gatewayCommand({ terminal, startGateway }: CommandContext): Command {
  return new Command("gateway")
    .summary("run the gateway alone")
    .description(
      "Runs the gateway: the API that records entries on the chain at RPC_URL and answers from what it follows there.",
    )
    .addHelpText(
      "after",
      `
${settingsHelp()}

Example, with the chain of \`portolan node\` and what \`portolan start\` deployed:
  $ RPC_URL=http://127.0.0.1:8545 portolan gateway

Next: open /docs at the address that it prints.`,
    )
    .action(async () => {
      const gateway = await startGateway(readConfig());
      print(
        terminal,
        false,
        undefined,
        () => `The gateway answers at ${gateway.url} (${gateway.url}/docs). Ctrl-C stops it.`,
      );
      await untilStopped(terminal, gateway);
    });
}
