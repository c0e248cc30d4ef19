import { Command } from "commander";
import { join } from "node:path";
import { readConfig, type Config } from "../../../config/config.ts";
import type { Hex } from "../../../domain/entry.ts";
import { KEY_FOLDERS } from "../../../keys/key-folders.ts";
import { makePassphraseFile } from "../../../keys/make-passphrase-file.ts";
import { openOrMakeKeystore } from "../../../keys/open-or-make-keystore.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import type { CommandContext } from "../../command-context.ts";
import { renderFields } from "../../output/fields.ts";
import { print } from "../../output/print.ts";
import { settingsHelp } from "../../settings-help.ts";

/** The keys of a member's gateway, by their addresses. */
interface MemberKeys {
  readonly ledgerKey: Hex;
  readonly relays: readonly Hex[];
  readonly folder: string;
  readonly passphraseFile: string;
}

/** `portolan key set-up` */
export function keySetUpCommand({ terminal }: CommandContext): Command {
  return new Command("set-up")
    .summary("make all keys of a new member's gateway")
    .description(
      "Makes a ledger key, which signs entries, and relay keys, which submit them, in encrypted keystores. Makes a random passphrase if there is none. Keeps what exists, so that it may be repeated.",
    )
    .option("--reader", "make no relay key: the gateway follows, receives and answers, and records nothing")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
${settingsHelp("DATA_DIR", "KEYSTORE_DIR", "PASSPHRASE_FILE", "RELAYS")}

Example:
  $ DATA_DIR=~/portolan portolan key set-up

Next: ask the consortium to register the ledger key. Back up the folder and the passphrase in two places.`,
    )
    .action(async ({ reader, json }: { readonly reader?: boolean; readonly json?: boolean }) => {
      const keys = await makeMemberKeys(readConfig(), reader === true);
      print(terminal, json === true, keys, () =>
        renderFields(
          {
            "Ledger key": keys.ledgerKey,
            ...Object.fromEntries(keys.relays.map((address, index) => [`Relay ${index + 1}`, address])),
            Keystores: keys.folder,
            Passphrase: keys.passphraseFile,
          },
          terminal,
        ),
      );
    });
}

async function makeMemberKeys({ keystoreDir, passphraseFile, relays }: Config, reader: boolean): Promise<MemberKeys> {
  await makePassphraseFile(passphraseFile);
  const passphrase = await readPassphrase(passphraseFile);
  const addressIn = async (folder: keyof typeof KEY_FOLDERS, name: string): Promise<Hex> => {
    const { key } = await openOrMakeKeystore(join(keystoreDir, KEY_FOLDERS[folder], `${name}.json`), passphrase);
    return key.address;
  };
  const ledgerKey = await addressIn("participants", "ledger");
  const addresses: Hex[] = [];
  for (let number = 1; !reader && number <= relays; number++)
    addresses.push(await addressIn("relays", `relay-${number}`));
  return { ledgerKey, relays: addresses, folder: keystoreDir, passphraseFile };
}
