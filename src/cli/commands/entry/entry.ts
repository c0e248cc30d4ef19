import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { entryListCommand } from "./list.ts";
import { entryPostCommand } from "./post.ts";
import { entryPrepareCommand } from "./prepare.ts";
import { entryRelayCommand } from "./relay.ts";
import { entryShowCommand } from "./show.ts";
import { entrySignCommand } from "./sign.ts";

/** `portolan entry`: signed statements about shipments. */
export function entryCommand(context: CommandContext): Command {
  return new Command("entry")
    .summary("signed statements about shipments")
    .description(
      "Posts entries, lists and shows them; or prepares, signs and relays one whose key the gateway never sees.",
    )
    .addCommand(entryPostCommand(context))
    .addCommand(entryListCommand(context))
    .addCommand(entryShowCommand(context))
    .addCommand(entryPrepareCommand(context))
    .addCommand(entrySignCommand(context))
    .addCommand(entryRelayCommand(context));
}
