import { Command } from "commander";
import type { ParticipantView } from "../../../api/participant.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { renderParticipant } from "../../output/render-participant.ts";
import { print } from "../../output/print.ts";
import { wholeNumber } from "../../input/option-values.ts";

/** `portolan participant show` */
export function participantShowCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("show"))
    .summary("show a participant and its keys")
    .description("Shows one participant: its roles, its country, its standing, and its keys with their validity.")
    .argument("<number>", "the participant's number", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan participant show 3")
    .action(async (id: number, options: ClientOptions) => {
      const participant = await (await clientFor(options)).get<ParticipantView>(`/v1/participants/${id}`);
      print(terminal, options.json === true, participant, () => renderParticipant(participant, terminal));
    });
}
