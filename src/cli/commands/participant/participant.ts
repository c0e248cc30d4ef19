import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { participantEnrolCommand } from "./enrol.ts";
import { participantListCommand } from "./list.ts";
import { participantShowCommand } from "./show.ts";
import { participantStandingCommand } from "./standing.ts";

/** `portolan participant`: the members of the consortium. */
export function participantCommand(context: CommandContext): Command {
  return new Command("participant")
    .summary("the members of the consortium")
    .description("Lists, enrols, suspends and reinstates the members of the consortium.")
    .addCommand(participantListCommand(context))
    .addCommand(participantShowCommand(context))
    .addCommand(participantEnrolCommand(context))
    .addCommand(participantStandingCommand("suspend", context))
    .addCommand(participantStandingCommand("reinstate", context));
}
