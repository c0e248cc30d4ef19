import { Option } from "commander";
import { wholeNumber } from "../src/cli/input/option-values.ts";
import { PART_NAMES, type PartName } from "../test/assurance/parts.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";
import { someOf } from "./command-line/some-of.ts";

interface AssuranceOptions {
  readonly only: readonly PartName[];
  readonly seed?: number;
}

// npm run assurance: runs the tests that are too long for `npm test`. Fails if a guarantee is violated.
const { only, seed } = readOptions<AssuranceOptions>(
  scriptCommand(
    "npm run assurance",
    "Runs the tests that take too long for npm test, and writes the findings to assurance-results.",
  )
    .addOption(
      new Option("--only <parts>", `comma-separated list of parts: ${PART_NAMES.join(", ")}`)
        .argParser(someOf(PART_NAMES))
        .default(PART_NAMES, "all"),
    )
    .option("--seed <number>", "replay the simulation of this seed", wholeNumber(0, 2 ** 32 - 1)),
);
// A dynamic import, so that an invalid command line fails at once.
const { runParts } = await import("../test/assurance/run-parts.ts");
const held = await runParts(only, seed);
// `process.exit` instead of `exitCode`: after some network faults Node's clean-up never ends, at full processor load.
process.exit(held ? 0 : 1);
