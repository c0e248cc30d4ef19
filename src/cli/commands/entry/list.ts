import { Command, Option } from "commander";
import { KIND_NAMES, type Kind } from "../../../domain/rules/kind.ts";
import type { EntryView } from "../../../api/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseTime, wholeNumber } from "../../input/option-values.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import { nameOf, nameOfPlace } from "../../output/names.ts";

interface ListOptions extends ClientOptions, ListFormat {
  readonly author?: number;
  readonly kind?: Kind;
  readonly shipment?: string;
  readonly since?: number;
  readonly limit: number;
}

const COLUMNS = [
  { title: "Recorded (UTC)" },
  { title: "Kind" },
  { title: "Author", flexible: true },
  { title: "Place", flexible: true },
  { title: "Entry" },
];

const CSV: readonly CsvColumn<EntryView>[] = [
  ["hash", ({ hash }) => hash],
  ["shipment", ({ shipment }) => shipment],
  ["identifier", ({ identifier }) => identifier],
  ["sequence", ({ sequence }) => sequence],
  ["kind", ({ kind }) => kind],
  ["author", ({ author }) => author?.id ?? null],
  ["authorName", ({ author }) => author?.name ?? null],
  ["counterparty", ({ counterparty }) => counterparty?.id ?? null],
  ["counterpartyName", ({ counterparty }) => counterparty?.name ?? null],
  ["refersTo", ({ refersTo }) => refersTo],
  ["occurredAt", ({ occurredAt }) => csvTime(occurredAt)],
  ["recordedAt", ({ recordedAt }) => csvTime(recordedAt)],
  ["locode", ({ summary }) => summary?.place?.locode ?? null],
  ["place", ({ summary }) => summary?.place?.name ?? null],
  ["seals", ({ summary }) => summary?.seals?.join(" ") ?? null],
];

/** `portolan entry list` */
export function entryListCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary("list the entries that you may read")
    .description("Lists the entries that your API key may read, the newest first.")
    .option("--author <number>", "list only entries of this participant", wholeNumber(1))
    .addOption(new Option("--kind <kind>", "list only entries of this kind").choices(KIND_NAMES))
    .option("--shipment <id>", "list only entries of the shipment with this id")
    .option("--since <time>", "list only entries recorded at or after this time, UTC", parseTime)
    .option("--limit <count>", "largest number of entries", wholeNumber(1), 50)
    .addHelpText("after", "\nExample:\n  $ portolan entry list --kind Hold\n\nNext: `portolan entry show ENTRY`.")
    .action(async (options: ListOptions) => {
      const { author, kind, shipment, since, limit } = options;
      const filter = { author, kind, shipment, recordedSince: since, limit: Math.min(limit, 200) };
      const entries = await listAll<EntryView>(await clientFor(options), "/v1/entries", filter, limit);
      printList(terminal, options, entries, CSV, () => renderTable(COLUMNS, entries.map(toRow), terminal));
    });
}

function toRow({ recordedAt, kind, author, summary, hash }: EntryView): string[] {
  return [formatTime(recordedAt), kind, nameOf(author), nameOfPlace(summary?.place), hash];
}
