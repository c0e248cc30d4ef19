import { Command } from "commander";
import type { AccessRecordView, ShipmentRead } from "../../../api/access-record.ts";
import type { Hex } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash } from "../../input/option-values.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { nameOf } from "../../output/names.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";

type Read = AccessRecordView | ShipmentRead;

const COLUMNS = [
  { title: "Number" },
  { title: "Read (UTC)" },
  { title: "By", flexible: true },
  { title: "Purpose" },
  { title: "Basis", flexible: true },
  { title: "Way" },
  { title: "Entries" },
];

const CSV: readonly CsvColumn<Read>[] = [
  ["number", ({ number }) => number],
  ["time", ({ time }) => csvTime(time)],
  ["reader", ({ reader }) => reader.id],
  ["purpose", ({ purpose }) => purpose],
  ["basis", ({ basis }) => basis],
  ["onBehalfOf", ({ onBehalfOf }) => onBehalfOf?.id ?? null],
  ["way", ({ way }) => way],
  ["entries", ({ entries }) => entries.join(" ")],
];

/** `portolan reads list` */
export function readsListCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary("list what your authority read, or who read a shipment of yours, newest first")
    .option("--shipment <id>", "the reads of this shipment that you may see", parseHash)
    .addHelpText("after", "\nExample:\n  $ portolan reads list --shipment 0x…\n\nNext: `portolan reads show NUMBER`.")
    .action(async ({ shipment, ...options }: ClientOptions & ListFormat & { readonly shipment?: Hex }) => {
      const path = shipment === undefined ? "/v1/access-records" : `/v1/shipments/${shipment}/reads`;
      const reads = await listAll<Read>(await clientFor(options), path, { limit: 200 });
      printList(terminal, options, reads, CSV, () =>
        reads.length === 0 ? "There are no reads that you may see." : renderTable(COLUMNS, reads.map(toRow), terminal),
      );
    });
}

function toRow({ number, time, reader, purpose, basis, way, entries }: Read): string[] {
  const stated = [purpose ?? "not stated", basis ?? "not stated"];
  return [String(number), formatTime(time), nameOf(reader), ...stated, way, String(entries.length)];
}
