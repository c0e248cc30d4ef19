import { Command } from "commander";
import { readConfig } from "../../config/config.ts";
import type { CommandContext } from "../command-context.ts";
import { print } from "../output/print.ts";
import { settingsHelp } from "../settings-help.ts";
import { untilStopped } from "../until-stopped.ts";

/** `portolan gateway` */
export function gatewayCommand({ terminal, startGateway }: CommandContext): Command {
  return new Command("gateway")
    .summary("run only the gateway")
    .description(
      "Runs the gateway: the API that records entries on the chain at RPC_URL and reads from its copy of the chain.",
    )
    .addHelpText(
      "after",
      `
${settingsHelp()}

Example, with the chain of \`portolan node\` and the contracts of \`portolan start\`:
  $ RPC_URL=http://127.0.0.1:8545 portolan gateway

Next: open /docs at the printed address.`,
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
