import { Command } from "commander";
import type { MatterView } from "../../../api/matter.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { nameOf } from "../../output/names.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import type { Terminal } from "../../terminal.ts";
import { type CommandedMatter, MATTER_WORDS } from "./matter-words.ts";

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

/** `portolan agreement list`, `portolan request list` and `portolan joint list` */
export function matterListCommand({ terminal }: CommandContext, type: CommandedMatter): Command {
  const { group, noun } = MATTER_WORDS[type];
  return withCsv(withClientOptions(new Command("list")))
    .summary(`list your ${noun}s, the last changed first`)
    .addHelpText("after", `\nExample:\n  $ portolan ${group} list\n\nNext: \`portolan ${group} show MATTER\`.`)
    .action(async (options: ClientOptions & ListFormat) => {
      const all = await listAll<MatterView>(await clientFor(options), "/v1/matters", { limit: 200 });
      const matters = all.filter((matter) => matter.type === type);
      printList(terminal, options, matters, CSV, () =>
        matters.length === 0 ? `You have no ${noun}s.` : renderMatters(matters, terminal),
      );
    });
}

/** Renders matters as a table. */
export function renderMatters(matters: readonly MatterView[], terminal: Terminal): string {
  return renderTable(COLUMNS, matters.map(toRow), terminal);
}

function toRow({ matter, state, opener, waitsFor, overdue, endsAt, updatedAt }: MatterView): string[] {
  const waiting = waitsFor === null ? "" : `${nameOf(waitsFor)}${overdue ? " (overdue)" : ""}`;
  return [matter, state, nameOf(opener), waiting, formatTime(endsAt), formatTime(updatedAt)];
}
