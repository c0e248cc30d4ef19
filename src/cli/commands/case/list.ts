import { Command } from "commander";
import type { OwnCase } from "../../../api/case-detail.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { printable, renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";

interface ListOptions extends ClientOptions {
  readonly open?: boolean;
  readonly limit: number;
}

const COLUMNS = [
  { title: "Case" },
  { title: "Shipment", flexible: true },
  { title: "Agency", flexible: true },
  { title: "You are" },
  { title: "State" },
  { title: "Protected until (UTC)" },
];

/** `portolan case list` */
export function caseListCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("list"))
    .summary("list the cases that concern you, open ones first")
    .option("--open", "list only open cases")
    .option("--limit <count>", "largest number of cases", wholeNumber(1), 50)
    .addHelpText("after", "\nExample:\n  $ portolan case list --open\n\nNext: `portolan case show CASE`.")
    .action(async (options: ListOptions) => {
      const query = { open: options.open, limit: Math.min(options.limit, 200) };
      const cases = await listAll<OwnCase>(await clientFor(options), "/v1/cases", query, options.limit);
      print(terminal, options.json === true, cases, () =>
        cases.length === 0 ? "No case concerns you." : renderTable(COLUMNS, cases.map(toRow), terminal),
      );
    });
}

function toRow({ hold, shipment, identifier, agency, part, closedAt, contested, process }: OwnCase): string[] {
  return [
    hold,
    printable(identifier ?? shipment),
    nameOf(agency),
    part,
    closedAt !== null ? "closed" : contested ? "remedy open" : "open",
    process.remedyUntil === null || closedAt !== null ? "" : formatTime(process.remedyUntil),
  ];
}
