import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { memberEndKeyCommand } from "./end-key.ts";
import { memberPublishCommand } from "./publish.ts";
import { memberRecoverCommand } from "./recover.ts";
import { memberRotateCommand } from "./rotate.ts";
import { memberShowCommand } from "./show.ts";

/** `portolan member` */
export function memberCommand(context: CommandContext): Command {
  return new Command("member")
    .summary("manage the directory of members: gateways and encryption keys")
    .description(
      "Shows the directory of members on chain, and publishes a gateway's address and encryption keys in it. Changes after the first take effect after a delay, until which a guardian can stop them.",
    )
    .addCommand(memberShowCommand(context))
    .addCommand(memberPublishCommand(context))
    .addCommand(memberRotateCommand(context))
    .addCommand(memberEndKeyCommand(context))
    .addCommand(memberRecoverCommand(context));
}
