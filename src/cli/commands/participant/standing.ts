import { Command } from "commander";
import { withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { takeMeasure } from "../measure.ts";

/** The commands that change whether a participant may record, by their name and their place in the API. */
const COMMANDS = {
  suspend: {
    summary: "stop a participant from recording",
    description:
      "Suspends a participant: until it is reinstated, none of its entries is recorded and nothing can be offered to it. It can still read its own shipments. Needs an API key with the scope govern.",
  },
  reinstate: {
    summary: "end a suspension",
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
