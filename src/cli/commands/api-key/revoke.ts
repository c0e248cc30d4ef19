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
    .summary("end an API key")
    .description("Ends an API key for good. A gateway that runs stops accepting it within five seconds.")
    .argument("<id>", "the id of the key, as the list shows it; not the key itself")
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `\n${settingsHelp("DATA_DIR", "DATABASE_URL")}\n\nExample:\n  $ portolan api-key revoke 3f6c1d20a94be857`,
    )
    .action(async (id: string, { json }: { readonly json?: boolean }) => {
      // What was given may be the key itself, which must not be repeated.
      if (!ID.test(id))
        throw new PortolanError("ArgumentInvalid", {
          argument: "<id>",
          value: "this",
          expected: "16 hexadecimal digits, as `portolan api-key list` shows them",
        });
      await useAccounts(readConfig(), ({ apiKeys }) => apiKeys.revoke(id));
      print(terminal, json === true, { id, revoked: true }, () => `API key ${id} has ended.`);
    });
}
