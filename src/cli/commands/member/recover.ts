import { Command } from "commander";
import type { ParticipantId } from "../../../domain/entry.ts";
import type { CommandContext } from "../../command-context.ts";
import {
  CHANGE_SETTINGS,
  type ChangeOptions,
  makeChange,
  parseEndpoint,
  withChangeOptions,
  withKeyOptions,
} from "./change-options.ts";

interface RecoverOptions extends ChangeOptions {
  readonly endpoint: string;
  readonly days: number;
  readonly keyFile?: string;
  readonly recoveryFile: string;
  readonly nextRecoveryFile: string;
}

/** `portolan member recover` */
export function memberRecoverCommand(context: CommandContext): Command {
  return withKeyOptions(withChangeOptions(new Command("recover")))
    .summary("replace a stolen record with the recovery key")
    .description(
      "Replaces the endpoint, all encryption keys and the recovery key, after the delay of the directory. Stops a pending change at once. No ledger key can do this or prevent it.",
    )
    .requiredOption("--endpoint <url>", "https URL of the gateway", parseEndpoint)
    .requiredOption(
      "--recovery-file <file>",
      "file of the registered recovery key, under the passphrase of PASSPHRASE_FILE",
    )
    .requiredOption("--next-recovery-file <file>", "new file of the next recovery key")
    .addHelpText(
      "after",
      `
${CHANGE_SETTINGS}

Example:
  $ portolan member recover 3 --endpoint https://ledger.example --recovery-file recovery.json --next-recovery-file next.json

Next: take the next recovery file offline, and ask the consortium to revoke a stolen ledger key.`,
    )
    .action((participant: ParticipantId, options: RecoverOptions) =>
      makeChange(context, { ...options, action: "recover", participant }, options),
    );
}
