import { Command } from "commander";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readDraft, withDraftOptions, type DraftOptions } from "./draft-options.ts";
import { print } from "../../output/print.ts";

/** `portolan entry prepare` */
export function entryPrepareCommand({ terminal }: CommandContext): Command {
  return withClientOptions(withDraftOptions(new Command("prepare")))
    .summary("make an entry ready for your own signature")
    .description(
      "Prints, as JSON, the typed data (EIP-712) of an entry for you to sign with a key that the gateway never sees. It holds while the shipment's head stays what it is.",
    )
    .addHelpText(
      "after",
      `
Example, the whole way:
  $ portolan entry prepare --kind Accept --shipment MSKU9070323 > prepared.json
  $ portolan entry sign prepared.json --keystore mine.json --passphrase-file mine.pass > signed.json
  $ portolan entry relay signed.json`,
    )
    .action(async (options: ClientOptions & DraftOptions) => {
      const client = await clientFor(options);
      const preparation = await client.send("POST", "/v1/entries/prepare", await readDraft(options));
      print(terminal, true, preparation, String);
    });
}
