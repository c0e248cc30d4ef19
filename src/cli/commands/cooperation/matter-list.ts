import { Command } from "commander";
import type { MatterView } from "../../../api/matter.ts";
import type { MatterType } from "../../../domain/cooperation/matter-type.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { nameOf } from "../../output/names.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import type { Terminal } from "../../terminal.ts";

const COLUMNS = [
  { title: "Matter" },
  { title: "State" },
  { title: "Opened by", flexible: true },
  { title: "Waits for", flexible: true },
  { title: "Until (UTC)" },
  { title: "Changed (UTC)" },
];

const CSV: readonly CsvColumn<MatterView>[] = [
  ["matter", ({ matter }) => matter],
  ["type", ({ type }) => type],
  ["state", ({ state }) => state],
  ["opener", ({ opener }) => opener?.id ?? null],
  ["answerer", ({ answerer }) => answerer?.id ?? null],
  ["waitsFor", ({ waitsFor }) => waitsFor?.id ?? null],
  ["overdue", ({ overdue }) => (overdue ? "yes" : "no")],
  ["endsAt", ({ endsAt }) => csvTime(endsAt ?? 0)],
  ["updatedAt", ({ updatedAt }) => csvTime(updatedAt)],
];

/** `portolan agreement list` and `portolan request list` */
export function matterListCommand({ terminal }: CommandContext, type: Exclude<MatterType, "journal">): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary(`list your ${type}s, the last changed first`)
    .addHelpText("after", `\nExample:\n  $ portolan ${type} list\n\nNext: \`portolan ${type} show MATTER\`.`)
    .action(async (options: ClientOptions & ListFormat) => {
      const all = await listAll<MatterView>(await clientFor(options), "/v1/matters", { limit: 200 });
      const matters = all.filter((matter) => matter.type === type);
      printList(terminal, options, matters, CSV, () =>
        matters.length === 0 ? `You have no ${type}s.` : renderMatters(matters, terminal),
      );
    });
}

/** Renders agreements or requests as a table. */
export function renderMatters(matters: readonly MatterView[], terminal: Terminal): string {
  return renderTable(COLUMNS, matters.map(toRow), terminal);
}

function toRow({ matter, state, opener, waitsFor, overdue, endsAt, updatedAt }: MatterView): string[] {
  const waiting = waitsFor === null ? "" : `${nameOf(waitsFor)}${overdue ? " (overdue)" : ""}`;
  return [matter, state, nameOf(opener), waiting, formatTime(endsAt), formatTime(updatedAt)];
}
