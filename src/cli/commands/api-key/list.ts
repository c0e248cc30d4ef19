import { Command } from "commander";
import { readConfig } from "../../../config/config.ts";
import type { ApiKey } from "../../../api/api-key.ts";
import type { Accounts, CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import { csvTime, type CsvColumn } from "../../output/csv.ts";
import { printList, withCsv, type ListFormat } from "../../output/print-list.ts";
import { renderTable } from "../../output/table.ts";
import { formatTime } from "../../output/time.ts";
import { settingsHelp } from "../../settings-help.ts";

interface ListOptions extends ListFormat {
  readonly participant?: number;
}

const COLUMNS = [
  { title: "Id" },
  { title: "Participant" },
  { title: "Scopes" },
  { title: "Issued (UTC)" },
  { title: "Expires (UTC)" },
  { title: "Revoked (UTC)" },
  { title: "Label", flexible: true },
];

const CSV: readonly CsvColumn<ApiKey>[] = [
  ["id", ({ id }) => id],
  ["participant", ({ participant }) => participant],
  ["scopes", ({ scopes }) => scopes.join(" ")],
  ["createdAt", ({ createdAt }) => csvTime(createdAt)],
  ["expiresAt", ({ expiresAt }) => csvTime(expiresAt)],
  ["revokedAt", ({ revokedAt }) => csvTime(revokedAt)],
  ["label", ({ label }) => label],
];

/** Keys read in one query. */
const PAGE = 1_000;

/** `portolan api-key list` */
export function apiKeyListCommand({ terminal, useAccounts }: CommandContext): Command {
  return withCsv(new Command("list"))
    .summary("list API keys")
    .description("Lists all issued API keys, including expired and revoked keys. Shows each key's id, not its secret.")
    .option("--participant <number>", "list only the keys of this participant", wholeNumber(1))
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `\n${settingsHelp("DATA_DIR", "DATABASE_URL")}\n\nExample:\n  $ portolan api-key list --participant 1`,
    )
    .action(async ({ participant, ...format }: ListOptions) => {
      const keys = await useAccounts(readConfig(), ({ apiKeys }) => listAll(apiKeys, participant));
      printList(terminal, format, keys, CSV, () => renderTable(COLUMNS, keys.map(toRow), terminal));
    });
}

async function listAll(apiKeys: Accounts["apiKeys"], participant: number | undefined): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (;;) {
    const page = await apiKeys.list(participant, keys.at(-1)?.id ?? "", PAGE);
    keys.push(...page);
    if (page.length < PAGE) return keys;
  }
}

function toRow({ id, participant, scopes, createdAt, expiresAt, revokedAt, label }: ApiKey): string[] {
  const times = [createdAt, expiresAt, revokedAt].map(formatTime);
  return [id, String(participant), scopes.join(" "), ...times, label];
}
