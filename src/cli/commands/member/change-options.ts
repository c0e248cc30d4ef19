import { type Command, InvalidArgumentError } from "commander";
import { readConfig } from "../../../config/config.ts";
import type { CommandContext } from "../../command-context.ts";
import { wholeNumber } from "../../input/option-values.ts";
import type { MemberWish } from "../../member-wish.ts";
import { print } from "../../output/print.ts";
import { renderMemberChanged } from "../../output/render-member.ts";
import { settingsHelp } from "../../settings-help.ts";

const MAX_ENDPOINT = 255;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** The settings that every change of the directory reads. */
export const CHANGE_SETTINGS = settingsHelp(
  "RPC_URL",
  "DATA_DIR",
  "CONSORTIUM_ADDRESS",
  "LEDGER_ADDRESS",
  "DIRECTORY_ADDRESS",
  "KEYSTORE_DIR",
  "PASSPHRASE_FILE",
);

/** The options of every change. */
export interface ChangeOptions {
  readonly payer?: string;
  readonly json?: boolean;
}

/** Adds the argument of a change, and its options. */
export function withChangeOptions(command: Command): Command {
  return command
    .argument("<participant>", "the participant's number", wholeNumber(1))
    .option("--payer <file>", "keystore of the account that pays, on a chain with a price for gas; not that of a relay")
    .option("--json", "print one JSON document");
}

/** Adds the options of a new encryption key. */
export function withKeyOptions(command: Command): Command {
  return command
    .option("--days <number>", "days for which the new encryption key is valid", wholeNumber(1, 36_500), 730)
    .option("--key-file <file>", "new file of its private part (default: KEYSTORE_DIR/encryption/ID.json)");
}

/** Parses the URL of a gateway: https, or http on this machine. */
export function parseEndpoint(text: string): string {
  const url = URL.parse(text);
  const isSecure = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!isSecure || text.length > MAX_ENDPOINT || !/^[!-~]+$/.test(text))
    throw new InvalidArgumentError(`It is an https URL of at most ${MAX_ENDPOINT} printable ASCII characters.`);
  return text;
}

/** Makes a change, and prints its result with the next step. */
export async function makeChange(
  { terminal, changeMember }: CommandContext,
  wish: MemberWish,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const changed = await changeMember(readConfig(), wish);
  print(terminal, json === true, changed, () => renderMemberChanged(changed, terminal));
}
