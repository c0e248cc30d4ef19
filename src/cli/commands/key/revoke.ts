import { Command } from "commander";
import type { Hex } from "../../../domain/entry.ts";
import type { MeasureView } from "../../api/answers.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress } from "../../input/parse-address.ts";
import { wholeNumber } from "../../input/whole-number.ts";
import { print } from "../../output/print.ts";
import { renderMeasure } from "../../output/render-participant.ts";

/** `portolan key revoke` */
export function keyRevokeCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("revoke"))
    .summary("stop a key from signing")
    .description(
      "Ends a key's validity at once and for good. What it signed before stays valid. Needs an API key with the scope govern.",
    )
    .argument("<participant>", "the participant's number", wholeNumber(1))
    .argument("<address>", "the key's address", parseAddress)
    .addHelpText("after", "\nExample:\n  $ portolan key revoke 3 0x52908400098527886e0f7030069857d2e4169ee7")
    .action(async (participant: number, address: Hex, options: ClientOptions) => {
      const client = await clientFor(options);
      const path = `/v1/participants/${participant}/keys/${address}`;
      const measure = (await client.send("DELETE", path)) as MeasureView;
      print(terminal, options.json === true, measure, () => renderMeasure(measure, terminal));
    });
}
