import { Command, Option } from "commander";
import { PHASES, type Phase } from "../../../domain/rules/custody.ts";
import type { ShipmentView } from "../../../api/shipment.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseTime, wholeNumber } from "../../input/option-values.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import { nameOf } from "../../output/names.ts";

interface ListOptions extends ClientOptions, ListFormat {
  readonly custodian?: number;
  readonly phase?: Phase;
  readonly held?: boolean;
  readonly identifier?: string;
  readonly since?: number;
  readonly limit: number;
}

const COLUMNS = [
  { title: "Shipment" },
  { title: "Phase" },
  { title: "Custodian", flexible: true },
  { title: "Held" },
  { title: "Entries" },
  { title: "Changed (UTC)" },
];

const CSV: readonly CsvColumn<ShipmentView>[] = [
  ["id", ({ id }) => id],
  ["identifier", ({ identifier }) => identifier],
  ["phase", ({ phase }) => phase],
  ["custodian", ({ custodian }) => custodian?.id ?? null],
  ["custodianName", ({ custodian }) => custodian?.name ?? null],
  ["consignor", ({ consignor }) => consignor?.id ?? null],
  ["consignorName", ({ consignor }) => consignor?.name ?? null],
  ["openCases", ({ openCases }) => openCases],
  ["entries", ({ sequence }) => sequence],
  ["container", ({ container }) => container],
  ["beganAt", ({ beganAt }) => csvTime(beganAt)],
  ["updatedAt", ({ updatedAt }) => csvTime(updatedAt)],
];

/** `portolan shipment list` */
export function shipmentListCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary("list the shipments that you may read")
    .description("Lists the shipments that your API key may read, the most recently changed first.")
    .option("--custodian <number>", "list only shipments in the custody of this participant", wholeNumber(1))
    .addOption(new Option("--phase <phase>", "list only shipments in this phase").choices(PHASES.slice(1)))
    .option("--held", "list only shipments with an open customs case")
    .option("--identifier <prefix>", "list only shipments whose canonical identifier starts with this text")
    .option("--since <time>", "list only shipments with an entry recorded at or after this time, UTC", parseTime)
    .option("--limit <count>", "largest number of shipments", wholeNumber(1), 50)
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan shipment list --held --since 2026-03-01\n\nNext: `portolan trace SHIPMENT`.",
    )
    .action(async (options: ListOptions) => {
      const filter = {
        custodian: options.custodian,
        phase: options.phase,
        held: options.held,
        identifierPrefix: options.identifier,
        updatedSince: options.since,
        limit: Math.min(options.limit, 200),
      };
      const shipments = await listAll<ShipmentView>(await clientFor(options), "/v1/shipments", filter, options.limit);
      printList(terminal, options, shipments, CSV, () => renderTable(COLUMNS, shipments.map(toRow), terminal));
    });
}

function toRow(shipment: ShipmentView): string[] {
  return [
    shipment.identifier ?? shipment.id,
    shipment.phase,
    nameOf(shipment.custodian),
    shipment.held ? `${shipment.openCases} open` : "",
    String(shipment.sequence),
    formatTime(shipment.updatedAt),
  ];
}
