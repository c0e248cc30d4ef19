import { Command } from "commander";
import type { EntryDetail } from "../../../api/entry.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { renderFields } from "../../output/fields.ts";
import { print } from "../../output/print.ts";
import { formatTime } from "../../output/time.ts";
import type { Terminal } from "../../terminal.ts";
import { nameOf } from "../../output/names.ts";

/** `portolan entry show` */
export function entryShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show an entry and its payload")
    .description("Shows one entry: its signed fields, its place on the chain, and its payload if you may read it.")
    .argument("<entry>", "the entry's hash")
    .addHelpText("after", "\nExample:\n  $ portolan entry show 0x1f…")
    .action(async (hash: string, options: ClientOptions) => {
      const entry = await (await clientFor(options)).get<EntryDetail>(`/v1/entries/${encodeURIComponent(hash)}`);
      print(terminal, options.json === true, entry, () => renderEntry(entry, terminal));
    });
}

function renderEntry(entry: EntryDetail, terminal: Terminal): string {
  const fields = renderFields(
    {
      Entry: entry.hash,
      Kind: entry.kind,
      Author: nameOf(entry.author),
      Counterparty: nameOf(entry.counterparty),
      "Refers to": entry.refersTo,
      Shipment: entry.shipment,
      Sequence: entry.sequence,
      Previous: entry.previous,
      Occurred: `${formatTime(entry.occurredAt)} UTC`,
      Recorded: `${formatTime(entry.recordedAt)} UTC, block ${entry.block}`,
      Transaction: entry.transaction,
      Commitment: entry.commitment,
      Signature: entry.signature,
      "Corrected by": entry.supersededBy,
    },
    terminal,
  );
  const payload = entry.body === null ? `The payload is ${entry.payload}.` : JSON.stringify(entry.body, null, 2);
  return `${fields}\n\n${payload}`;
}
