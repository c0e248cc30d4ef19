import { Command, Option } from "commander";
import { readConfig } from "../../../config/config.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { SCOPES, type Scope } from "../../../api/scope.ts";
import type { CommandContext } from "../../command-context.ts";
import { lineOfText, parseTime, wholeNumber } from "../../input/option-values.ts";
import { print, remark } from "../../output/print.ts";
import { settingsHelp } from "../../settings-help.ts";

interface IssueOptions {
  readonly participant: number;
  readonly scope: readonly Scope[];
  readonly label: string;
  readonly expires?: number;
  readonly json?: boolean;
}

const MAX_LABEL_CHARACTERS = 100;

/** `portolan api-key issue` */
export function apiKeyIssueCommand({ terminal, useAccounts }: CommandContext): Command {
  return new Command("issue")
    .summary("issue an API key")
    .description(
      "Issues an API key for a participant and prints it. The key is shown only once: the database keeps its digest.",
    )
    .requiredOption("--participant <number>", "number of the participant that the key acts for", wholeNumber(1))
    .addOption(
      new Option("--scope <scope...>", "permission of the key; several scopes may be given")
        .choices(Object.keys(SCOPES))
        .makeOptionMandatory(),
    )
    .option(
      "--label <text>",
      "name of the system that uses the key",
      lineOfText(MAX_LABEL_CHARACTERS),
      "issued by the operator",
    )
    .option("--expires <time>", "time at which the key expires, UTC (default: it does not expire)", parseTime)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Scopes:
${Object.entries(SCOPES)
  .map(([name, meaning]) => `  ${name.padEnd(8)}${meaning}`)
  .join("\n")}

${settingsHelp("DATA_DIR", "DATABASE_URL")}

Example that writes the key to a file which only you can read:
  $ umask 077
  $ portolan api-key issue --participant 1 --scope read record --label TMS > tms.key

Next: \`portolan shipment list --api-key-file tms.key\`.`,
    )
    .action(async ({ participant, scope: scopes, label, expires, json }: IssueOptions) => {
      const issued = await useAccounts(readConfig(), async ({ apiKeys, directory }) => {
        if (directory.get(participant) === undefined)
          throw new PortolanError("ParticipantNotFollowed", { participant });
        return apiKeys.issue({ participant, label, scopes, ...(expires !== undefined && { expiresAt: expires }) });
      });
      print(terminal, json === true, issued, () => issued.token);
      if (json !== true) remark(terminal, `API key ${issued.key.id} was issued. It is not shown again.`);
    });
}
