import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { caseListCommand } from "./list.ts";
import { caseShowCommand } from "./show.ts";

/** `portolan case` */
export function caseCommand(context: CommandContext): Command {
  return new Command("case")
    .summary("read the customs cases that concern you, and what you can do")
    .description("A case is what customs opened with a Hold. The hash of the Hold is its number.")
    .addCommand(caseListCommand(context))
    .addCommand(caseShowCommand(context));
}
