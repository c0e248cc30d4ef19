import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { participantEnrolCommand } from "./enrol.ts";
import { participantListCommand } from "./list.ts";
import { participantSetCountryCommand } from "./set-country.ts";
import { participantShowCommand } from "./show.ts";
import { participantStandingCommand } from "./standing.ts";

/** `portolan participant` */
export function participantCommand(context: CommandContext): Command {
  return new Command("participant")
    .summary("manage the participants of the consortium")
    .description(
      "Lists, shows, enrols, suspends and reinstates the participants of the consortium, and changes their countries.",
    )
    .addCommand(participantListCommand(context))
    .addCommand(participantShowCommand(context))
    .addCommand(participantEnrolCommand(context))
    .addCommand(participantSetCountryCommand(context))
    .addCommand(participantStandingCommand("suspend", context))
    .addCommand(participantStandingCommand("reinstate", context));
}
