import { Command } from "commander";
import type { ParticipantView } from "../../../api/participant.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { type CsvColumn } from "../../output/csv.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { describeCountry } from "../../output/render-participant.ts";
import { renderTable } from "../../output/table.ts";

const COLUMNS = [
  { title: "No" },
  { title: "Name", flexible: true },
  { title: "Roles", flexible: true },
  { title: "Country", flexible: true },
  { title: "Standing" },
];

const CSV: readonly CsvColumn<ParticipantView>[] = [
  ["id", ({ id }) => id],
  ["name", ({ name }) => name],
  ["roles", ({ roles }) => roles.join(" ")],
  ["jurisdiction", ({ jurisdiction }) => jurisdiction],
  ["suspended", ({ suspended }) => suspended],
];

/** `portolan participant list` */
export function participantListCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("list")))
    .summary("list the participants")
    .description("Lists the participants of the consortium with their numbers. Entries name participants by number.")
    .addHelpText("after", "\nExample:\n  $ portolan participant list --api-key-file carrier.key")
    .action(async (options: ClientOptions & ListFormat) => {
      const participants = await listAll<ParticipantView>(await clientFor(options), "/v1/participants");
      printList(terminal, options, participants, CSV, () =>
        renderTable(
          COLUMNS,
          participants.map(({ id, name, roles, jurisdiction, suspended }) => [
            String(id),
            name,
            roles.join(", "),
            describeCountry(jurisdiction),
            suspended ? "suspended" : "active",
          ]),
          terminal,
        ),
      );
    });
}
