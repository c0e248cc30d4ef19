import { Command } from "commander";
import type { Preparation } from "../../../api/entry.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readDraft, withDraftOptions, type DraftOptions } from "./draft-options.ts";
import { print, remark } from "../../output/print.ts";
import { renderWarnings } from "../../output/render-warnings.ts";

/** `portolan entry prepare` */
export function entryPrepareCommand({ terminal }: CommandContext): Command {
  return withClientOptions(withDraftOptions(new Command("prepare")))
    .summary("prepare an entry for your signature")
    .description(
      "Prints the typed data (EIP-712) of an entry as JSON. Sign it with your own key; the gateway never sees that key. A prepared entry is valid until another entry of the shipment is recorded.",
    )
    .addHelpText(
      "after",
      `
Example:
  $ portolan entry prepare --kind Accept --shipment MSKU9070323 > prepared.json
  $ portolan entry sign prepared.json --keystore mine.json --passphrase-file mine.pass > signed.json
  $ portolan entry relay signed.json`,
    )
    .action(async (options: ClientOptions & DraftOptions) => {
      const client = await clientFor(options);
      const preparation = await client.send<Preparation>("POST", "/v1/entries/prepare", await readDraft(options));
      for (const line of renderWarnings(preparation)) remark(terminal, line);
      print(terminal, true, preparation, String);
    });
}
