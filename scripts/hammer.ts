import { wholeNumber } from "../src/cli/input/option-values.ts";
import { positiveNumber } from "./command-line/positive-number.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";

interface HammerOptions {
  readonly seconds: number;
  readonly soak?: number;
  readonly floor: number;
}

// npm run hammer: loads a gateway with requests of all kinds, and checks every answer.
const { seconds, soak, floor } = readOptions<HammerOptions>(
  scriptCommand(
    "npm run hammer",
    "Runs writers, readers that check every answer against the chain, and an auditor side by side. Fails on any fault.",
  )
    .option("--seconds <number>", "duration of the load", wholeNumber(1), 60)
    .option("--soak <hours>", "run for hours, and fail if memory or files grow too fast", positiveNumber)
    .option("--floor <entries>", "fail if fewer entries per second are recorded", wholeNumber(0), 0),
);
// A dynamic import, so that an invalid command line fails at once.
const { runHammer } = await import("../test/assurance/hammer/run-hammer.ts");
const held = await runHammer(soak === undefined ? seconds : soak * 3600, { floor, soaks: soak !== undefined });
process.exitCode = held ? 0 : 1;
