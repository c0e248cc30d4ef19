import { Command } from "commander";
import type { Warning } from "../../../api/warning.ts";
import type { Entry, EntryHash, Hex } from "../../../domain/entry.ts";
import { kindName } from "../../../domain/rules/kind.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { openKeystoreFile } from "../../../keys/keystore-file.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import type { CommandContext } from "../../command-context.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { renderFields } from "../../output/fields.ts";
import { print, remark } from "../../output/print.ts";
import { renderWarnings } from "../../output/render-warnings.ts";
import { formatTime } from "../../output/time.ts";

interface SignOptions {
  readonly keystore: string;
  readonly passphraseFile: string;
}

/** The members of the output of `portolan entry prepare` that this command reads. */
interface Preparation {
  readonly prepared: { readonly entry: Entry };
  readonly hash: EntryHash;
  readonly warnings: readonly Warning[];
  readonly typedData: { readonly domain: { readonly chainId: number; readonly verifyingContract: Hex } };
}

/** `portolan entry sign` */
export function entrySignCommand({ terminal }: CommandContext): Command {
  return new Command("sign")
    .summary("sign a prepared entry with your own key")
    .description(
      "Shows the content of a prepared entry, signs it with a keystore of this machine, and prints it as JSON. Sends nothing.",
    )
    .argument("<file>", "output of `portolan entry prepare`; - for standard input")
    .requiredOption("--keystore <file>", "keystore of the signing key")
    .requiredOption("--passphrase-file <file>", "file with the passphrase as its only line; only you may read it")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan entry sign prepared.json --keystore mine.json --passphrase-file mine.pass > signed.json\n\nNext: `portolan entry relay signed.json`.",
    )
    .action(async (file: string, options: SignOptions) => {
      const { prepared, hash, typedData, warnings } = readPreparation(await readJsonFile(file));
      const { chainId, verifyingContract } = typedData.domain;
      // Loaded here and not above, so that other commands start faster.
      const { createEntryHasher } = await import("../../../ledger/entry-hash.ts");
      // Computes the digest from the displayed fields. A digest from the file could belong to another entry.
      const actual = createEntryHasher({ chainId, ledger: verifyingContract })(prepared.entry);
      if (actual !== hash) throw new PortolanError("PreparedEntryChanged", { hash, actual });
      const { kind, shipment, counterparty, refersTo, occurredAt, author } = prepared.entry;
      remark(
        terminal,
        renderFields(
          {
            Signing: kindName(kind) ?? `kind ${kind}`,
            "For participant": author,
            Shipment: shipment,
            To: counterparty || undefined,
            "Refers to": /^0x0+$/.test(refersTo) ? undefined : refersTo,
            Occurred: `${formatTime(occurredAt)} UTC`,
            Ledger: `${verifyingContract} on chain ${chainId}`,
          },
          terminal,
        ),
      );
      for (const line of renderWarnings({ warnings })) remark(terminal, line);
      const key = await openKeystoreFile(options.keystore, await readPassphrase(options.passphraseFile));
      print(terminal, true, { prepared, signature: key.sign(actual) }, String);
    });
}

/** Checks the form of the document; the hasher checks the fields of the entry. @throws ArgumentInvalid */
function readPreparation(document: Readonly<Record<string, unknown>>): Preparation {
  const { prepared, hash, typedData, warnings = [] } = document as Partial<Preparation>;
  if (prepared?.entry === undefined || typeof hash !== "string" || typedData?.domain === undefined)
    throw new PortolanError("ArgumentInvalid", {
      argument: "the file",
      value: "without prepared, hash and typedData",
      expected: "the output of `portolan entry prepare`",
    });
  return { prepared, hash, typedData, warnings: Array.isArray(warnings) ? warnings : [] };
}
