import { Command } from "commander";
import { withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseCountry, wholeNumber } from "../../input/option-values.ts";
import { takeMeasure } from "../measure.ts";

/** `portolan participant set-country` */
export function participantSetCountryCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("set-country"))
    .summary("change a participant's jurisdiction")
    .description(
      "Replaces the jurisdiction of a participant. A customs agency reads the shipments whose payloads name its country. Needs an API key with the scope govern.",
    )
    .argument("<number>", "the participant's number", wholeNumber(1))
    .argument("<code>", "jurisdiction, ISO 3166-1 alpha-2, such as NL", parseCountry)
    .addHelpText("after", "\nExample:\n  $ portolan participant set-country 3 GB")
    .action((id: number, jurisdiction: string, options: ClientOptions) =>
      takeMeasure(terminal, options, "PUT", `/v1/participants/${id}/jurisdiction`, { jurisdiction }),
    );
}
