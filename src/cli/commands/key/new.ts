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
      "Makes a random signing key and writes it, encrypted (Web3 Secret Storage version 3), to a new file. Prints its address.",
    )
    .argument("<file>", "keystore to write; it must not exist yet")
    .requiredOption("--passphrase-file <file>", "file that only you may read, with the passphrase on its one line")
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `
Example:
  $ (umask 077 && openssl rand -base64 32 > mine.pass)
  $ portolan key new mine.json --passphrase-file mine.pass

Next: \`portolan key add PARTICIPANT ADDRESS\` lets it sign for a participant.`,
    )
    .action(async (file: string, options: NewOptions) => {
      const key = PrivateKey.generate();
      await createKeystoreFile(file, key, await readPassphrase(options.passphraseFile));
      print(terminal, options.json === true, { file, address: key.address }, () => key.address);
    });
}
