import { Option } from "commander";
import { wholeNumber } from "../src/cli/input/option-values.ts";
import { PART_NAMES, type PartName } from "../test/assurance/parts.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";
import { someOf } from "./command-line/some-of.ts";

interface AssuranceOptions {
  readonly only: readonly PartName[];
  readonly seed?: number;
}

// npm run assurance: the tests that take longer than `npm test` may. Fails when one promise did not hold.
const { only, seed } = readOptions<AssuranceOptions>(
  scriptCommand(
    "npm run assurance",
    "Runs the tests that take too long for npm test, and writes the findings to assurance-results.",
  )
    .addOption(
      new Option("--only <parts>", `some of these, with commas between: ${PART_NAMES.join(", ")}`)
        .argParser(someOf(PART_NAMES))
        .default(PART_NAMES, "all"),
    )
    .option("--seed <number>", "replay the simulation of this seed", wholeNumber(0, 2 ** 32 - 1)),
);
// Loaded here and not above, so that a wrong command line is answered at once.
const { runParts } = await import("../test/assurance/run-parts.ts");
const held = await runParts(only, seed);
// Not by `exitCode`: after some network faults Node's own clean-up waits for ever, at full speed.
process.exit(held ? 0 : 1);
