import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { keyImportCommand } from "./import.ts";
import { keyListCommand } from "./list.ts";
import { keyNewCommand } from "./new.ts";
import { keyAddCommand, keyRevokeCommand } from "./registry.ts";

/** `portolan key`: signing keys, on this machine and in the consortium's registry. */
export function keyCommand(context: CommandContext): Command {
  return new Command("key")
    .summary("signing keys, here and in the registry")
    .description(
      "Makes, imports and lists encrypted keys on this machine; adds keys to the consortium's registry and revokes them there.",
    )
    .addCommand(keyNewCommand(context))
    .addCommand(keyImportCommand(context))
    .addCommand(keyListCommand(context))
    .addCommand(keyAddCommand(context))
    .addCommand(keyRevokeCommand(context));
}
