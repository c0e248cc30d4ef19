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

/** `portolan deploy` */
export function deployCommand({ terminal, deploy }: CommandContext): Command {
  return new Command("deploy")
    .summary("deploy the contracts to a chain")
    .description(
      "Deploys the contracts to the chain at RPC_URL with the key in KEYSTORE_DIR/governor. This key then governs the consortium. DATA_DIR/deployments records each step, so a repeated command continues where it stopped.",
    )
    .option(
      "--registrar <address>",
      "account that enrols participants and registers keys (default: the governor)",
      parseAddress,
    )
    .option(
      "--security <address>",
      "account that suspends and revokes without delay (default: the governor)",
      parseAddress,
    )
    .option("--guardian <address>", "account that cancels scheduled operations (default: the governor)", parseAddress)
    .option(
      "--delay <seconds>",
      "delay of each change of the registry and of the directory; use a day (86400) or more in production",
      wholeNumber(0),
      0,
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
${settingsHelp("RPC_URL", "DATA_DIR", "KEYSTORE_DIR", "PASSPHRASE_FILE")}

Example:
  $ portolan deploy --delay 86400

Next: \`portolan gateway\` with the same settings.`,
    )
    .action(async ({ delay, json, ...roles }: DeployOptions) => {
      const deployed = await deploy(readConfig(), { ...roles, registrarDelay: delay });
      const { consortium, ledger, directory, cooperation } = deployed;
      print(terminal, json === true, { consortium, ledger, directory, cooperation }, () =>
        renderFields(
          {
            CONSORTIUM_ADDRESS: consortium,
            LEDGER_ADDRESS: ledger,
            DIRECTORY_ADDRESS: directory,
            COOPERATION_ADDRESS: cooperation,
          },
          terminal,
        ),
      );
    });
}
