import { Command } from "commander";
import type { ParticipantId } from "../../../domain/entry.ts";
import type { CommandContext } from "../../command-context.ts";
import {
  CHANGE_SETTINGS,
  type ChangeOptions,
  makeChange,
  withChangeOptions,
  withKeyOptions,
} from "./change-options.ts";

interface RotateOptions extends ChangeOptions {
  readonly days: number;
  readonly keyFile?: string;
}

/** `portolan member rotate` */
export function memberRotateCommand(context: CommandContext): Command {
  return withKeyOptions(withChangeOptions(new Command("rotate")))
    .summary("publish a new encryption key")
    .description(
      "Makes an encryption key and publishes it. Earlier keys stay valid until their end, so that no payload is sealed to an unknown key.",
    )
    .addHelpText(
      "after",
      `
${CHANGE_SETTINGS}

Example:
  $ portolan member rotate 3 --days 365

Next: end the old key with \`portolan member end-key\` once the new key is valid. Keep its file to open old payloads.`,
    )
    .action((participant: ParticipantId, options: RotateOptions) =>
      makeChange(context, { ...options, action: "rotate", participant }, options),
    );
}
