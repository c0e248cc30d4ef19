import { Command } from "commander";
import { readConfig } from "../../config/config.ts";
import type { CommandContext } from "../command-context.ts";
import { settingsHelp } from "../settings-help.ts";

/** `portolan start`: everything on this machine, with a journey to look at. */
export function startCommand({ terminal, start }: CommandContext): Command {
  return new Command("start")
    .summary("run everything here, with a demonstration journey")
    .description(
      "Runs the chain and the gateway on this machine. A first start makes keys, deploys the contracts, enrols a small consortium and records the journey of src/start/demonstration/journey.json; a later one resumes where the last stopped.",
    )
    .addHelpText("after", `\n${settingsHelp("HOST", "PORT", "RPC_PORT", "DATA_DIR", "RPC_URL", "DATABASE_URL")}`)
    .action(() => start(readConfig(), terminal));
}
