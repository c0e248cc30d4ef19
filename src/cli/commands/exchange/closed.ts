import { Command } from "commander";
import type { OwedPayload } from "../../../api/owed-payload.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import { listAll } from "../../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { renderOwed } from "../../output/render-exchange.ts";

/** `portolan exchange closed` */
export function exchangeClosedCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("closed"))
    .summary("show the payloads that you do not owe to a member any more, and why")
    .description("Lists the payloads that were to be sent and will not be, each with the reason.")
    .argument("<member>", "the member's number", wholeNumber(1))
    .addHelpText("after", "\nExample:\n  $ portolan exchange closed 7")
    .action(async (member: ParticipantId, options: ClientOptions) => {
      const closed = await listAll<OwedPayload>(await clientFor(options), `/v1/members/${member}/closed`);
      print(terminal, options.json === true, closed, () =>
        closed.length === 0 ? "Nothing was closed for this member." : renderOwed(closed, terminal),
      );
    });
}
