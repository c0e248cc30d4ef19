import { Command, InvalidArgumentError } from "commander";
import type { Bytes32, ParticipantId } from "../../../domain/entry.ts";
import type { CommandContext } from "../../command-context.ts";
import { CHANGE_SETTINGS, type ChangeOptions, makeChange, withChangeOptions } from "./change-options.ts";

/** `portolan member end-key` */
export function memberEndKeyCommand(context: CommandContext): Command {
  return withChangeOptions(new Command("end-key"))
    .summary("end an encryption key at once")
    .description("Ends the validity of an encryption key with the next block. A pending key ends only with its change.")
    .argument("<key>", "id of the key, from `portolan member show`", parseKeyId)
    .addHelpText(
      "after",
      `
${CHANGE_SETTINGS}

Example:
  $ portolan member end-key 3 0x5d1f…

Next: keep the key's file, which opens the payloads that were sealed to the key.`,
    )
    .action((participant: ParticipantId, key: Bytes32, options: ChangeOptions) =>
      makeChange(context, { ...options, action: "end-key", participant, key }, options),
    );
}

function parseKeyId(text: string): Bytes32 {
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError("It is 0x and 64 hexadecimal digits.");
  return text as Bytes32;
}
