import { Command } from "commander";
import { DEFAULT_URL, gatewayUrl } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { readTextFile } from "../input/read-text-file.ts";
import { renderWarnings } from "../output/render-warnings.ts";
import { print } from "../output/print.ts";
import { startProgress } from "../output/progress.ts";

interface LoadOptions {
  readonly keysFile: string;
  readonly url?: string;
  readonly json?: boolean;
}

/** `portolan load` */
export function loadCommand({ terminal }: CommandContext): Command {
  return new Command("load")
    .summary("record the entries of a journey file")
    .description(
      "Records every entry of a journey file through the API, with the API key of its author. A repeated load records only entries that were added at the end of the file.",
    )
    .argument("<file>", "journey such as src/start/demonstration/journey.json; - for standard input")
    .requiredOption("--keys-file <file>", "JSON file with the number and the API key of each participant")
    .option("--url <url>", `address of the gateway (default: PORTOLAN_URL, or ${DEFAULT_URL})`)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Example, with the keys of the demonstration:
  $ portolan load src/start/demonstration/journey.json --keys-file data/demo-keys.json

Next: copy the file, change the identifiers in "shipments", load the copy, and trace one of the shipments.`,
    )
    .action(async (file: string, options: LoadOptions) => {
      // Loaded here and not above, so that other commands start faster.
      const [{ readJourneyKeys }, { JOURNEY_LIMITS, parseJourney }, { loadJourney }] = await Promise.all([
        import("../journey/journey-keys.ts"),
        import("../journey/journey.ts"),
        import("../journey/load-journey.ts"),
      ]);
      const keys = await readJourneyKeys(options.keysFile);
      const journey = parseJourney(await readTextFile(file, JOURNEY_LIMITS.characters), file);
      const progress = startProgress(terminal, "Recording", journey.entries.length);
      const url = gatewayUrl(options);
      const loaded = await loadJourney({ journey, keys, urlOf: () => url, onRecorded: progress.update }).finally(
        progress.stop,
      );
      print(terminal, options.json === true, loaded, () =>
        [
          `${loaded.entries} entries are recorded.`,
          ...Object.entries(loaded.shipments).map(([identifier, id]) => `${identifier}  ${id}`),
          ...renderWarnings(loaded),
        ].join("\n"),
      );
    });
}
