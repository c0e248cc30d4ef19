import { endProcess } from "../src/cli/end-process.ts";
import { EXIT } from "../src/cli/exit-code.ts";
import { reportFailure } from "../src/cli/report-failure.ts";
import { settingsHelp } from "../src/cli/settings-help.ts";
import { processTerminal } from "../src/cli/terminal.ts";
import { readClientConfig, readConfig } from "../src/config/config.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";

// npm run consortium: four members with a gateway each, and a journey that is recorded through three of them.
const { check } = readOptions<{ readonly check?: boolean }>(
  scriptCommand(
    "npm run consortium",
    "Runs a carrier, two customs agencies and an auditor, each with its own gateway, on one local chain. Records a journey, and shows what each gateway holds.",
  )
    .option("--check", "print what was compared, and end with status 0 if every gateway holds what it may, else 1")
    .addHelpText(
      "after",
      `\n${settingsHelp("HOST", "PORT", "RPC_PORT", "DATA_DIR")}\n\nThe gateways use PORT and the next three ports. The data are in DATA_DIR/consortium.`,
    ),
);
const terminal = processTerminal(readClientConfig().plain);
const { runConsortium } = await import("../src/start/consortium/run-consortium.ts");
try {
  const exact = await runConsortium(readConfig(), terminal, check === true ? "check" : "show");
  await endProcess(exact || check !== true ? EXIT.done : EXIT.refused);
} catch (error) {
  await endProcess(reportFailure(error, terminal));
}
