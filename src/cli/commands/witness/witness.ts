import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { witnessKeyCommand } from "./key.ts";
import { witnessRunCommand } from "./run.ts";

/** `portolan witness`: an independent process that vouches for the chain. */
export function witnessCommand(context: CommandContext): Command {
  return new Command("witness")
    .summary("vouch for the chain, independently")
    .description("Runs a witness of the chain, and makes its key. Without a command, it runs the witness.")
    .addCommand(witnessRunCommand(context), { isDefault: true })
    .addCommand(witnessKeyCommand(context))
    .addHelpText("after", "\nBegin with: portolan witness key FILE --name NAME");
}
