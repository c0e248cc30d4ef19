import { Command } from "commander";
import { randomUUID } from "node:crypto";
import { postEntry } from "../../api/post-entry.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { wholeNumber } from "../../input/whole-number.ts";
import { print } from "../../output/print.ts";
import { renderPosted } from "../../output/render-posted.ts";

interface RelayOptions extends ClientOptions {
  readonly wait: number;
}

/** `portolan entry relay` */
export function entryRelayCommand({ terminal }: CommandContext): Command {
  return withClientOptions(new Command("relay"))
    .summary("record an entry that you signed yourself")
    .description("Hands an entry that `portolan entry sign` signed to the gateway, which submits it as it is.")
    .argument("<file>", "what `portolan entry sign` printed; - is standard input")
    .option("--wait <seconds>", "how long to wait until it is recorded", wholeNumber(0), 30)
    .addHelpText("after", "\nExample:\n  $ portolan entry relay signed.json")
    .action(async (file: string, options: RelayOptions) => {
      const { prepared, signature } = await readJsonFile(file);
      const client = await clientFor(options);
      const posted = await postEntry(
        client,
        "/v1/entries/signed",
        { prepared, signature },
        {
          idempotencyKey: randomUUID(),
          waitSeconds: options.wait,
        },
      );
      print(terminal, options.json === true, posted, () => renderPosted(posted, terminal));
    });
}
