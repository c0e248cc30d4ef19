import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { readsExportCommand } from "./export.ts";
import { readsListCommand } from "./list.ts";
import { readsShowCommand } from "./show.ts";
import { readsVerifyCommand } from "./verify.ts";

/** `portolan reads` */
export function readsCommand(context: CommandContext): Command {
  return new Command("reads")
    .summary("see which answers showed payloads to authorities")
    .description(
      "Each answer that shows a payload to a customs agency or a tribunal is recorded. PORTOLAN_ACCESS_CONTEXT states why your commands read, as docs/access.md tells.",
    )
    .addCommand(readsListCommand(context))
    .addCommand(readsShowCommand(context))
    .addCommand(readsVerifyCommand(context))
    .addCommand(readsExportCommand(context));
}
