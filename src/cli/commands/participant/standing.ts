import { Command } from "commander";
import { withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { takeMeasure } from "../measure.ts";

/** Texts of the commands by name, which is also the last part of the API's path. */
const COMMANDS = {
  suspend: {
    summary: "suspend a participant",
    description:
      "Suspends a participant. Until reinstatement the ledger refuses its entries, and no shipment can be offered to it. It can still read its shipments. Needs an API key with the scope govern.",
  },
  reinstate: {
    summary: "reinstate a suspended participant",
    description: "Ends the suspension of a participant. Needs an API key with the scope govern.",
  },
};

/** `portolan participant suspend` and `portolan participant reinstate` */
export function participantStandingCommand(name: keyof typeof COMMANDS, { terminal }: CommandContext): Command {
  return withClientOptions(new Command(name))
    .summary(COMMANDS[name].summary)
    .description(COMMANDS[name].description)
    .argument("<number>", "the participant's number", wholeNumber(1))
    .addHelpText("after", `\nExample:\n  $ portolan participant ${name} 3`)
    .action((id: number, options: ClientOptions) =>
      takeMeasure(terminal, options, "POST", `/v1/participants/${id}/${name}`),
    );
}
