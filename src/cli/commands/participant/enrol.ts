import { Command, Option } from "commander";
import { readConfig } from "../../../config/config.ts";
import { ROLE_NAMES, type Role } from "../../../domain/rules/role.ts";
import { withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { lineOfText, parseCountry } from "../../input/option-values.ts";
import { print } from "../../output/print.ts";
import { settingsHelp } from "../../settings-help.ts";
import { renderScheduled, takeMeasure } from "../measure.ts";

interface EnrolOptions extends ClientOptions {
  readonly role: readonly Role[];
  readonly country: string;
  readonly direct?: boolean;
}

/** `portolan participant enrol` */
export function participantEnrolCommand({ terminal, enrolDirectly }: CommandContext): Command {
  return withClientOptions(new Command("enrol"))
    .summary("enrol an organisation")
    .description(
      "Enrols an organisation in the consortium and assigns the next number to it. Needs an API key with the scope govern.",
    )
    .argument("<name>", "the organisation's name", lineOfText(200))
    .addOption(
      new Option("--role <role...>", "role of the organisation; several roles may be given")
        .choices(ROLE_NAMES)
        .makeOptionMandatory(),
    )
    .requiredOption("--country <code>", "jurisdiction, ISO 3166-1 alpha-2, such as NL", parseCountry)
    .option("--direct", "enrol on the chain with the keystore in KEYSTORE_DIR/governor, without gateway and API key")
    .addHelpText(
      "after",
      `
Enrol the first participant with --direct: an API key needs a participant.

${settingsHelp("RPC_URL", "DATA_DIR", "CONSORTIUM_ADDRESS", "LEDGER_ADDRESS", "KEYSTORE_DIR", "PASSPHRASE_FILE")}

Example:
  $ portolan participant enrol "Rhine Barge Lines" --role carrier --country CH

Next: make a signing key with \`portolan key new\`, and register it with \`portolan key add\`.`,
    )
    .action(async (name: string, options: EnrolOptions) => {
      const body = { name, roles: options.role, jurisdiction: options.country };
      if (options.direct === true) {
        const enrolled = await enrolDirectly(readConfig(), body);
        print(terminal, options.json === true, enrolled, () =>
          "id" in enrolled ? `Participant ${enrolled.id} is enrolled.` : renderScheduled(enrolled),
        );
        return;
      }
      await takeMeasure(terminal, options, "POST", "/v1/participants", body);
    });
}
