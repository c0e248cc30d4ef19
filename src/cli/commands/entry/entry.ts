import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { entryAudienceCommand } from "./audience.ts";
import { entryListCommand } from "./list.ts";
import { entryPostCommand } from "./post.ts";
import { entryPrepareCommand } from "./prepare.ts";
import { entryRelayCommand } from "./relay.ts";
import { entryShowCommand } from "./show.ts";
import { entrySignCommand } from "./sign.ts";

/** `portolan entry` */
export function entryCommand(context: CommandContext): Command {
  return new Command("entry")
    .summary("record and read signed entries")
    .description("Posts, lists and shows entries. With prepare, sign and relay, an entry is signed on your machine.")
    .addCommand(entryPostCommand(context))
    .addCommand(entryListCommand(context))
    .addCommand(entryShowCommand(context))
    .addCommand(entryAudienceCommand(context))
    .addCommand(entryPrepareCommand(context))
    .addCommand(entrySignCommand(context))
    .addCommand(entryRelayCommand(context));
}
