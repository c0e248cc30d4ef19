import { Command } from "commander";
import type { Audience, ReaderView } from "../../../api/audience.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { nameOf } from "../../output/names.ts";
import { print } from "../../output/print.ts";
import { renderTable } from "../../output/table.ts";

const COLUMNS = [{ title: "Reader", flexible: true }, { title: "Reads" }, { title: "Rule" }, { title: "Since block" }];

/** `portolan entry audience` */
export function entryAudienceCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("audience"))
    .summary("show who reads an entry's payload, by which rule")
    .description(
      "Lists the participants that read the payload of an entry, how much of it, and the rule that entitles each.",
    )
    .argument("<entry>", "the entry's hash")
    .addHelpText("after", "\nExample:\n  $ portolan entry audience 0x1f…")
    .action(async (hash: string, options: ClientOptions) => {
      const path = `/v1/entries/${encodeURIComponent(hash)}/audience`;
      const audience = await (await clientFor(options)).get<Audience>(path);
      print(terminal, options.json === true, audience, () =>
        renderTable(COLUMNS, audience.readers.map(toRow), terminal),
      );
    });
}

const toRow = ({ participant, view, rule, sinceBlock }: ReaderView): string[] => [
  nameOf(participant),
  view,
  rule,
  sinceBlock === null ? "" : String(sinceBlock),
];
