import { Command } from "commander";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { createKeystoreFile } from "../../../keys/keystore-file.ts";
import { PrivateKey } from "../../../keys/private-key.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import type { CommandContext } from "../../command-context.ts";
import { readTextFile } from "../../input/read-text-file.ts";
import { print } from "../../output/print.ts";

interface ImportOptions {
  readonly passphraseFile: string;
  readonly json?: boolean;
}

/** Limit of the input; a key has at most 66 characters. */
const MAX_BYTES = 256;

/** `portolan key import` */
export function keyImportCommand({ terminal }: CommandContext): Command {
  return new Command("import")
    .summary("encrypt an existing private key")
    .description(
      "Reads a private key in hexadecimal and writes it to a new keystore, encrypted. Prints the key's address.",
    )
    .argument("<source>", "file with the private key; - for standard input")
    .argument("<file>", "keystore to write; the file must not exist")
    .requiredOption("--passphrase-file <file>", "file with the passphrase as its only line; only you may read it")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan key import - mine.json --passphrase-file mine.pass < key.hex\n\nNext: destroy the unencrypted key.",
    )
    .action(async (source: string, file: string, options: ImportOptions) => {
      const digits = /^(?:0x)?([0-9a-fA-F]{64})\s*$/.exec(await readTextFile(source, MAX_BYTES))?.[1];
      if (digits === undefined) throw new PortolanError("PrivateKeyInvalid", {});
      const key = new PrivateKey(Buffer.from(digits, "hex"));
      await createKeystoreFile(file, key, await readPassphrase(options.passphraseFile));
      print(terminal, options.json === true, { file, address: key.address }, () => key.address);
    });
}
