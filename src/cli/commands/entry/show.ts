import { Command } from "commander";
import type { EntryDetail } from "../../../api/entry.ts";
import { findingOfWanted } from "../../../api/finding-of-wanted.ts";
import { FINDINGS, sayFinding } from "../../../api/finding-sentences.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { renderFields } from "../../output/fields.ts";
import { formatDuration } from "../../output/format-duration.ts";
import { print } from "../../output/print.ts";
import { printable } from "../../output/table.ts";
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
  return [fields, payload, ...sayWanted(entry)].join("\n\n");
}

/** The reason why a payload, or a part of it, is not at this gateway. */
function sayWanted({ wanted, hash }: EntryDetail): string[] {
  if (wanted === undefined) return [];
  const finding = findingOfWanted(wanted, [hash]);
  const format = {
    time: (at: number) => `${formatTime(at)} UTC`,
    span: formatDuration,
    participant: (id: number) => `participant ${id}`,
    word: (word: string) => word,
    entry: () => "this entry",
  };
  return [printable(sayFinding(FINDINGS[finding.code], finding, format).join(""))];
}
