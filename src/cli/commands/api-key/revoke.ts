import { Command } from "commander";
import { readConfig } from "../../../config/config.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { settingsHelp } from "../../settings-help.ts";

const ID = /^[0-9a-f]{16}$/;

/** `portolan api-key revoke` */
export function apiKeyRevokeCommand({ terminal, useAccounts }: CommandContext): Command {
  return new Command("revoke")
    .summary("revoke an API key")
    .description("Revokes an API key permanently. A running gateway stops accepting it within five seconds.")
    .argument("<id>", "id of the key from `portolan api-key list`; not the key itself")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `\n${settingsHelp("DATA_DIR", "DATABASE_URL")}\n\nExample:\n  $ portolan api-key revoke 3f6c1d20a94be857`,
    )
    .action(async (id: string, { json }: { readonly json?: boolean }) => {
      // The argument may be the key itself, which must not be printed.
      if (!ID.test(id))
        throw new PortolanError("ArgumentInvalid", {
          argument: "<id>",
          value: "this",
          expected: "16 hexadecimal digits from `portolan api-key list`",
        });
      await useAccounts(readConfig(), ({ apiKeys }) => apiKeys.revoke(id));
      print(terminal, json === true, { id, revoked: true }, () => `API key ${id} is revoked.`);
    });
}
