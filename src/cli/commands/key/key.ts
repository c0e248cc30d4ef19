import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { keyImportCommand } from "./import.ts";
import { keyListCommand } from "./list.ts";
import { keyNewCommand } from "./new.ts";
import { keyAddCommand, keyRevokeCommand } from "./registry.ts";
import { keySetUpCommand } from "./set-up.ts";

/** `portolan key` */
export function keyCommand(context: CommandContext): Command {
  return new Command("key")
    .summary("manage signing keys, here and in the registry")
    .description(
      "Makes, imports and lists keystores on this machine. Registers keys in the consortium's registry and revokes them.",
    )
    .addCommand(keySetUpCommand(context))
    .addCommand(keyNewCommand(context))
    .addCommand(keyImportCommand(context))
    .addCommand(keyListCommand(context))
    .addCommand(keyAddCommand(context))
    .addCommand(keyRevokeCommand(context));
}
