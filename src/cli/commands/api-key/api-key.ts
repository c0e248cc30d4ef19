import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { apiKeyIssueCommand } from "./issue.ts";
import { apiKeyListCommand } from "./list.ts";
import { apiKeyRevokeCommand } from "./revoke.ts";

/** `portolan api-key`: who may ask the gateway, by its operator. */
export function apiKeyCommand(context: CommandContext): Command {
  return new Command("api-key")
    .summary("who may ask the gateway, for its operator")
    .description(
      "Issues, lists and revokes API keys in the gateway's own database (DATA_DIR or DATABASE_URL), also while the gateway runs. Whoever can write to that database needs no API key for it.",
    )
    .addCommand(apiKeyIssueCommand(context))
    .addCommand(apiKeyListCommand(context))
    .addCommand(apiKeyRevokeCommand(context));
}
