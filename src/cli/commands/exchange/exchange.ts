import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { exchangeClosedCommand } from "./closed.ts";
import { exchangeComparisonsCommand } from "./comparisons.ts";
import { exchangeCopiesCommand } from "./copies.ts";
import { exchangeErasuresCommand } from "./erasures.ts";
import { exchangeHealCommand, exchangeRewrapCommand } from "./heal.ts";
import { exchangeOwedCommand } from "./owed.ts";
import { exchangeRebuildCommand } from "./rebuild.ts";
import { exchangeStatusCommand } from "./status.ts";

/** `portolan exchange` */
export function exchangeCommand(context: CommandContext): Command {
  return new Command("exchange")
    .summary("watch the payloads between members' gateways")
    .description(
      "Shows what passes between this gateway and those of other members: what is owed, why it waits, and how many copies of each payload are known.",
    )
    .addCommand(exchangeStatusCommand(context))
    .addCommand(exchangeOwedCommand(context))
    .addCommand(exchangeClosedCommand(context))
    .addCommand(exchangeErasuresCommand(context))
    .addCommand(exchangeCopiesCommand(context))
    .addCommand(exchangeComparisonsCommand(context))
    .addCommand(exchangeHealCommand(context))
    .addCommand(exchangeRewrapCommand(context))
    .addCommand(exchangeRebuildCommand(context));
}
