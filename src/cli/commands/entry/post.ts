import { Command } from "commander";
import { withClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readDraft, withDraftOptions, type DraftOptions } from "./draft-options.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { recordEntry, type RecordOptions } from "./record.ts";

/** `portolan entry post` */
export function entryPostCommand({ terminal }: CommandContext): Command {
  return withClientOptions(withDraftOptions(new Command("post")))
    .summary("record an entry that the gateway signs")
    .description(
      "Posts an entry on behalf of the participant of your API key. The gateway signs it with the participant's key.",
    )
    .option("--wait <seconds>", "time to wait until the entry is recorded", wholeNumber(0), 30)
    .option("--idempotency-key <key>", "repeat a request with the same key to record the entry only once")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan entry post --kind Consign --shipment MSKU9070323 --payload packed.json
  $ portolan entry post --kind Offer --shipment MSKU9070323 --to 4

Next: the other participant posts an Accept. See the result with \`portolan trace SHIPMENT\`.`,
    )
    .action(async (options: RecordOptions & DraftOptions) =>
      recordEntry(terminal, options, "/v1/entries", await readDraft(options)),
    );
}
