import { Command } from "commander";
import { withClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readDraft, withDraftOptions, type DraftOptions } from "./draft-options.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { recordEntry, type RecordOptions } from "./record.ts";

/** `portolan entry post` */
export function entryPostCommand({ terminal }: CommandContext): Command {
  return withClientOptions(withDraftOptions(new Command("post")))
    .summary("record an entry that the gateway signs for you")
    .description(
      "Posts an entry in the name of the participant that your API key belongs to. The gateway signs it with the participant's key.",
    )
    .option("--wait <seconds>", "how long to wait until it is recorded", wholeNumber(0), 30)
    .option("--idempotency-key <key>", "give the same key again to repeat a request safely")
    .addHelpText(
      "after",
      `
Examples:
  $ portolan entry post --kind Consign --shipment MSKU9070323 --payload packed.json
  $ portolan entry post --kind Offer --shipment MSKU9070323 --to 4

Next: the other side answers with --kind Accept; \`portolan trace SHIPMENT\` shows it.`,
    )
    .action(async (options: RecordOptions & DraftOptions) =>
      recordEntry(terminal, options, "/v1/entries", await readDraft(options)),
    );
}
