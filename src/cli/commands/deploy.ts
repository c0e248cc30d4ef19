import { Command } from "commander";
import { readConfig } from "../../config/config.ts";
import type { CommandContext, GovernanceTerms } from "../command-context.ts";
import { parseAddress, wholeNumber } from "../input/option-values.ts";
import { renderFields } from "../output/fields.ts";
import { print } from "../output/print.ts";
import { settingsHelp } from "../settings-help.ts";

interface DeployOptions extends Omit<GovernanceTerms, "registrarDelay"> {
  readonly delay: number;
  readonly json?: boolean;
}

/** `portolan deploy`: the contracts, once for a consortium. */
export function deployCommand({ terminal, deploy }: CommandContext): Command {
  return new Command("deploy")
    .summary("deploy the contracts to a chain")
    .description(
      "Deploys the contracts to the chain at RPC_URL with the key in KEYSTORE_DIR/governor, which then governs the consortium. What was done is kept in DATA_DIR/deployments: repeating the command goes on where it stopped.",
    )
    .option("--registrar <address>", "who enrols and re-keys participants; else the governor", parseAddress)
    .option("--security <address>", "who suspends and revokes at once; else the governor", parseAddress)
    .option("--guardian <address>", "who can cancel what is scheduled; else the governor", parseAddress)
    .option(
      "--delay <seconds>",
      "between scheduling a change of the registry and its execution; in production a day, 86400, or more",
      wholeNumber(0),
      0,
    )
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `
${settingsHelp("RPC_URL", "DATA_DIR", "KEYSTORE_DIR", "PASSPHRASE_FILE")}

Example:
  $ portolan deploy --delay 86400

Next: \`portolan gateway\` with the same settings.`,
    )
    .action(async ({ delay, json, ...roles }: DeployOptions) => {
      const { consortium, ledger } = await deploy(readConfig(), { ...roles, registrarDelay: delay });
      print(terminal, json === true, { consortium, ledger }, () =>
        renderFields({ CONSORTIUM_ADDRESS: consortium, LEDGER_ADDRESS: ledger }, terminal),
      );
    });
}
