import { Command } from "commander";
import { readConfig } from "../../config/config.ts";
import type { CommandContext } from "../command-context.ts";
import { settingsHelp } from "../settings-help.ts";

/** `portolan start` */
export function startCommand({ terminal, start }: CommandContext): Command {
  return new Command("start")
    .summary("run chain and gateway here, with a demonstration")
    .description(
      "Runs the chain and the gateway on this machine. The first start makes keys, deploys the contracts, enrols a consortium and records src/start/demonstration/journey.json. A later start continues with the same data.",
    )
    .addHelpText("after", `\n${settingsHelp("HOST", "PORT", "RPC_PORT", "DATA_DIR", "RPC_URL", "DATABASE_URL")}`)
    .action(() => start(readConfig(), terminal));
}
