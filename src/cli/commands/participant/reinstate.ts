import { Command } from "commander";
import type { MeasureView } from "../../api/answers.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/whole-number.ts";
import { print } from "../../output/print.ts";
import { renderMeasure } from "../../output/render-participant.ts";

/** `portolan participant reinstate` */
export function participantReinstateCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("reinstate"))
    .summary("end a suspension")
    .description("Ends the suspension of a participant. Needs an API key with the scope govern.")
    .argument("<number>", "the participant's number", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan participant reinstate 3")
    .action(async (id: number, options: ClientOptions) => {
      const client = await clientFor(options);
      const measure = (await client.send("POST", `/v1/participants/${id}/reinstate`)) as MeasureView;
      print(terminal, options.json === true, measure, () => renderMeasure(measure, terminal));
    });
}
