import { Command } from "commander";
import type { OwedPayload } from "../../../api/owed-payload.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { renderOwed } from "../../output/render-exchange.ts";

/** `portolan exchange owed` */
export function exchangeOwedCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("owed"))
    .summary("show the payloads that you owe to a member, and why they wait")
    .description("Lists the payloads without a final receipt, in the order of the chain.")
    .argument("<member>", "the member's number", wholeNumber(1))
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan exchange owed 7\n\nNext: portolan exchange closed 7 lists what is not owed any more, with the reason.",
    )
    .action(async (member: ParticipantId, options: ClientOptions) => {
      const owed = await listAll<OwedPayload>(await clientFor(options), `/v1/members/${member}/owed`);
      print(terminal, options.json === true, owed, () =>
        owed.length === 0 ? "Nothing is owed to this member." : renderOwed(owed, terminal),
      );
    });
}
