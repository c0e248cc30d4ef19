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

interface PublishOptions extends ChangeOptions {
  readonly endpoint: string;
  readonly days: number;
  readonly keyFile?: string;
  readonly recoveryFile?: string;
}

/** `portolan member publish` */
export function memberPublishCommand(context: CommandContext): Command {
  return withKeyOptions(withChangeOptions(new Command("publish")))
    .summary("publish the address of a participant's gateway")
    .description(
      "Publishes the URL of a gateway, signed with the participant's key in KEYSTORE_DIR/participants. The first publication takes effect at once. It also makes an encryption key and a recovery key.",
    )
    .requiredOption("--endpoint <url>", "https URL of the gateway", parseEndpoint)
    .option("--recovery-file <file>", "new file of the recovery key; needed for the first publication")
    .addHelpText(
      "after",
      `
${CHANGE_SETTINGS}

Example:
  $ portolan member publish 3 --endpoint https://ledger.example --recovery-file recovery.json

Next: take the recovery file offline. Only this key replaces a stolen record.`,
    )
    .action((participant: ParticipantId, options: PublishOptions) =>
      makeChange(context, { ...options, action: "publish", participant }, options),
    );
}
