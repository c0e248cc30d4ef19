import { Command } from "commander";
import { createKeystoreFile } from "../../../keys/keystore-file.ts";
import { PrivateKey } from "../../../keys/private-key.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";

interface NewOptions {
  readonly passphraseFile: string;
  readonly json?: boolean;
}

/** `portolan key new` */
export function keyNewCommand({ terminal }: CommandContext): Command {
  return new Command("new")
    .summary("make a signing key")
    .description(
      "Makes a random signing key and writes it to a new keystore (Web3 Secret Storage version 3). Prints the key's address.",
    )
    .argument("<file>", "keystore to write; the file must not exist")
    .requiredOption("--passphrase-file <file>", "file with the passphrase as its only line; only you may read it")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Example:
  $ (umask 077 && openssl rand -base64 32 > mine.pass)
  $ portolan key new mine.json --passphrase-file mine.pass

Next: register the key for a participant with \`portolan key add PARTICIPANT ADDRESS\`.`,
    )
    .action(async (file: string, options: NewOptions) => {
      const key = PrivateKey.generate();
      await createKeystoreFile(file, key, await readPassphrase(options.passphraseFile));
      print(terminal, options.json === true, { file, address: key.address }, () => key.address);
    });
}
