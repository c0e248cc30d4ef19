import { Command } from "commander";
import type { AskedErasure } from "../../../api/asked-erasure.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { renderErasures } from "../../output/render-exchange.ts";

/** `portolan exchange erasures` */
export function exchangeErasuresCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("erasures"))
    .summary("show what a member is asked to erase, and its answers")
    .description(
      "Lists the payloads that you erased and the member has or may have. It signs that it erased each, or until when and why it keeps it.",
    )
    .argument("<member>", "the member's number", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan exchange erasures 7")
    .action(async (member: ParticipantId, options: ClientOptions) => {
      const erasures = await listAll<AskedErasure>(await clientFor(options), `/v1/members/${member}/erasures`);
      print(terminal, options.json === true, erasures, () => renderErasures(erasures, terminal));
    });
}
