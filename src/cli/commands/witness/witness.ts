import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { witnessKeyCommand } from "./key.ts";
import { witnessRunCommand } from "./run.ts";

/** `portolan witness` */
export function witnessCommand(context: CommandContext): Command {
  return new Command("witness")
    .summary("run a witness, which signs audited checkpoints")
    .description("Runs a witness of the chain, or makes its key. Without a command, runs the witness.")
    .addCommand(witnessRunCommand(context), { isDefault: true })
    .addCommand(witnessKeyCommand(context))
    .addHelpText("after", "\nStart here: portolan witness key FILE --name NAME");
}
