import { Command } from "commander";
import { withClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { recordEntry, type RecordOptions } from "./record.ts";

/** `portolan entry relay` */
export function entryRelayCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("relay"))
    .summary("record an entry that you signed")
    .description("Sends an entry from `portolan entry sign` to the gateway, which submits it unchanged.")
    .argument("<file>", "output of `portolan entry sign`; - for standard input")
    .option("--wait <seconds>", "time to wait until the entry is recorded", wholeNumber(0), 30)
    .addHelpText("after", "\nExample:\n  $ portolan entry relay signed.json")
    .action(async (file: string, options: RecordOptions) => {
      const { prepared, signature } = await readJsonFile(file);
      await recordEntry(terminal, options, "/v1/entries/signed", { prepared, signature });
    });
}
