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
      "Makes a random Ed25519 key and writes it to a new file, with a record file for signed checkpoints. Prints the verifier key, which is public.",
    )
    .argument("<file>", "file to write; it must not exist")
    .requiredOption("--name <name>", "name of the witness: a URL without its scheme, such as customs.example/witness1")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Keep FILE and FILE.record.json together. Never restore an older copy of the record: with it, the witness could sign a
second history. If the record is lost, make another key.

Next: run \`portolan witness --rpc URL --key FILE --name NAME\`, and publish the verifier key.`,
    )
    .action(async (file: string, { name, json }: KeyOptions) => {
      const key = await createWitnessKeyFile(file, name);
      const verifier = formatVerifierKey(key.verifier);
      const { record } = witnessFiles(file);
      await openRecordFile(record, verifier).write(emptyRecord(verifier));
      print(terminal, json === true, { file, record, verifier }, () => verifier);
    });
}
