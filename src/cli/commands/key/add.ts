import { Command } from "commander";
import type { Hex } from "../../../domain/entry.ts";
import type { MeasureView } from "../../api/answers.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress } from "../../input/parse-address.ts";
import { parseTime } from "../../input/parse-time.ts";
import { wholeNumber } from "../../input/whole-number.ts";
import { FOREVER, renderMeasure } from "../../output/render-participant.ts";
import { print } from "../../output/print.ts";

interface AddOptions extends ClientOptions {
  readonly from?: number;
  readonly until?: number;
}

/** `portolan key add` */
export function keyAddCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("add"))
    .summary("let a key sign for a participant")
    .description(
      "Registers a key for a participant, from now on or from a later time. A key belongs to one participant for good. Needs an API key with the scope govern.",
    )
    .argument("<participant>", "the participant's number", wholeNumber(1))
    .argument("<address>", "the key's address", parseAddress)
    .option("--from <time>", "it signs from then on, UTC; else from now on", parseTime)
    .option("--until <time>", "it no longer signs from then on, UTC; else it signs until it is revoked", parseTime)
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan key add 3 0x52908400098527886e0f7030069857d2e4169ee7 --until 2027-12-31",
    )
    .action(async (participant: number, address: Hex, options: AddOptions) => {
      const client = await clientFor(options);
      const body = {
        address,
        validUntil: options.until ?? FOREVER,
        ...(options.from === undefined ? {} : { validFrom: options.from }),
      };
      const measure = (await client.send("POST", `/v1/participants/${participant}/keys`, body)) as MeasureView;
      print(terminal, options.json === true, measure, () => renderMeasure(measure, terminal));
    });
}
