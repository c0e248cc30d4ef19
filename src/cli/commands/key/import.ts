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

/** A key has 66 characters; a file with much more is none. */
const MAX_BYTES = 256;

/** `portolan key import` */
export function keyImportCommand({ terminal }: CommandContext): Command {
  return new Command("import")
    .summary("encrypt a private key that you have")
    .description("Reads a private key in hexadecimal and writes it, encrypted, to a new file. Prints its address.")
    .argument("<source>", "file with the private key; - is standard input")
    .argument("<file>", "keystore to write; it must not exist yet")
    .requiredOption("--passphrase-file <file>", "file that only you may read, with the passphrase on its one line")
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan key import - mine.json --passphrase-file mine.pass < key.hex\n\nNext: destroy the plain key.",
    )
    .action(async (source: string, file: string, options: ImportOptions) => {
      const digits = /^(?:0x)?([0-9a-fA-F]{64})\s*$/.exec(await readTextFile(source, MAX_BYTES))?.[1];
      if (digits === undefined) throw new PortolanError("PrivateKeyInvalid", {});
      const key = new PrivateKey(Buffer.from(digits, "hex"));
      await createKeystoreFile(file, key, await readPassphrase(options.passphraseFile));
      print(terminal, options.json === true, { file, address: key.address }, () => key.address);
    });
}
