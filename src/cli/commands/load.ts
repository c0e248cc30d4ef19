import { Command } from "commander";
import { readClientConfig } from "../../config/config.ts";
import { DEFAULT_URL } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { readTextFile } from "../input/read-text-file.ts";
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
    .summary("record a journey from a file")
    .description(
      "Records every entry of a journey file through the API, each in the name of its author. Loading a file again records nothing twice; entries added at its end are recorded alone.",
    )
    .argument("<file>", "journey such as src/start/demonstration/journey.json; - is standard input")
    .requiredOption("--keys-file <file>", "JSON: for each participant of the journey its number and API key")
    .option("--url <url>", `the gateway; else PORTOLAN_URL, else ${DEFAULT_URL}`)
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `
Example, with the keys of the demonstration:
  $ portolan load src/start/demonstration/journey.json --keys-file data/demo-keys.json

Next: copy the file, change the identifiers under "shipments", load it, and \`portolan trace\` one of them.`,
    )
    .action(async (file: string, options: LoadOptions) => {
      // Loaded here and not above: other commands need not wait for what validates a journey.
      const [{ readJourneyKeys }, { JOURNEY_LIMITS, parseJourney }, { loadJourney }] = await Promise.all([
        import("../journey/journey-keys.ts"),
        import("../journey/journey.ts"),
        import("../journey/load-journey.ts"),
      ]);
      const keys = await readJourneyKeys(options.keysFile);
      const journey = parseJourney(await readTextFile(file, JOURNEY_LIMITS.characters), file);
      const progress = startProgress(terminal, "Recording", journey.entries.length);
      const url = options.url ?? readClientConfig().url ?? DEFAULT_URL;
      const loaded = await loadJourney({ journey, keys, url, onRecorded: progress.update }).finally(progress.stop);
      print(terminal, options.json === true, loaded, () =>
        [
          `${loaded.entries} entries are recorded.`,
          ...Object.entries(loaded.shipments).map(([identifier, id]) => `${identifier}  ${id}`),
        ].join("\n"),
      );
    });
}
