import { Command } from "commander";
import { emptyRecord, openRecordFile } from "../../../audit/witness/witness-record.ts";
import { formatVerifierKey } from "../../../domain/checkpoint/verifier-key.ts";
import { createWitnessKeyFile } from "../../../keys/witness-key-file.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";
import { witnessFiles } from "./witness-files.ts";

interface KeyOptions {
  readonly name: string;
  readonly json?: boolean;
}

/** `portolan witness key` */
export function witnessKeyCommand({ terminal }: CommandContext): Command {
  return new Command("key")
    .summary("make the key of a witness")
    .description(
      "Makes a random Ed25519 key and writes it to a new file that only you may read, and beside it the record of what the witness signs. Prints the verifier key, which everybody may know.",
    )
    .argument("<file>", "file to write; it must not exist yet")
    .requiredOption("--name <name>", "the witness's name: a URL without its scheme, such as customs.example/witness1")
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `
Keep FILE and FILE.record.json together, and never go back to an older copy of the record: with it the witness could sign
a second history. When the record is lost, make another key.

Next: \`portolan witness --rpc URL --key FILE --name NAME\`, and give the verifier key to those who trust the witness.`,
    )
    .action(async (file: string, { name, json }: KeyOptions) => {
      const key = await createWitnessKeyFile(file, name);
      const verifier = formatVerifierKey(key.verifier);
      const { record } = witnessFiles(file);
      await openRecordFile(record, verifier).write(emptyRecord(verifier));
      print(terminal, json === true, { file, record, verifier }, () => verifier);
    });
}
