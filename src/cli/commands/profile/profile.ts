import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { profileCheckCommand } from "./check.ts";
import { profileExplainCommand } from "./explain.ts";
import { profileSchemaCommand } from "./schema.ts";
import { profileSignCommand } from "./sign.ts";

/** `portolan profile` */
export function profileCommand(context: CommandContext): Command {
  return new Command("profile")
    .summary("check, explain and sign the clocks of a statute")
    .description(
      "A profile is a file with the clocks of one statute: deadlines, bars and elapsed times, with citations and examples. These commands make no connection.",
    )
    .addCommand(profileCheckCommand(context))
    .addCommand(profileExplainCommand(context))
    .addCommand(profileSignCommand(context))
    .addCommand(profileSchemaCommand(context));
}
