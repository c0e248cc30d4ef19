import { Command } from "commander";
import type { CommandContext } from "../../command-context.ts";
import { apiKeyIssueCommand } from "./issue.ts";
import { apiKeyListCommand } from "./list.ts";
import { apiKeyRevokeCommand } from "./revoke.ts";

/** `portolan api-key` */
export function apiKeyCommand(context: CommandContext): Command {
  return new Command("api-key")
    .summary("manage API keys in the gateway's database")
    .description(
      "Issues, lists and revokes API keys directly in the gateway's database (DATA_DIR or DATABASE_URL). The gateway may be running. These commands need access to the database, and no API key.",
    )
    .addCommand(apiKeyIssueCommand(context))
    .addCommand(apiKeyListCommand(context))
    .addCommand(apiKeyRevokeCommand(context));
}
