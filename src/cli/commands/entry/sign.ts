import { Command } from "commander";
import type { Entry, EntryHash, Hex } from "../../../domain/entry.ts";
import { kindName } from "../../../domain/rules/kind.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { openKeystoreFile } from "../../../keys/keystore-file.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import type { CommandContext } from "../../command-context.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { renderFields } from "../../output/fields.ts";
import { print, remark } from "../../output/print.ts";
import { formatTime } from "../../output/time.ts";

interface SignOptions {
  readonly keystore: string;
  readonly passphraseFile: string;
}

/** What `portolan entry prepare` prints, as far as it is looked at here. */
interface Preparation {
  readonly prepared: { readonly entry: Entry };
  readonly hash: EntryHash;
  readonly typedData: { readonly domain: { readonly chainId: number; readonly verifyingContract: Hex } };
}

/** `portolan entry sign` */
export function entrySignCommand({ terminal }: CommandContext): Command {
  return new Command("sign")
    .summary("sign a prepared entry with a key of your own")
    .description(
      "Shows what a prepared entry states, signs it with a key from a keystore on this machine, and prints it, signed, as JSON. Nothing is sent anywhere.",
    )
    .argument("<file>", "what `portolan entry prepare` printed; - is standard input")
    .requiredOption("--keystore <file>", "keystore with the key")
    .requiredOption("--passphrase-file <file>", "file that only you may read, with the passphrase on its one line")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan entry sign prepared.json --keystore mine.json --passphrase-file mine.pass > signed.json\n\nNext: `portolan entry relay signed.json`.",
    )
    .action(async (file: string, options: SignOptions) => {
      const { prepared, hash, typedData } = readPreparation(await readJsonFile(file));
      const { chainId, verifyingContract } = typedData.domain;
      // Loaded here and not above: other commands need not wait for what encodes entries.
      const { createEntryHasher } = await import("../../../ledger/entry-hash.ts");
      // The digest is computed from what is shown, never taken from whoever asks for the signature.
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
      const key = await openKeystoreFile(options.keystore, await readPassphrase(options.passphraseFile));
      print(terminal, true, { prepared, signature: key.sign(actual) }, String);
    });
}

/** @throws ArgumentInvalid; the fields of the entry are judged where it is hashed. */
function readPreparation(document: Readonly<Record<string, unknown>>): Preparation {
  const { prepared, hash, typedData } = document as Partial<Preparation>;
  if (prepared?.entry === undefined || typeof hash !== "string" || typedData?.domain === undefined)
    throw new PortolanError("ArgumentInvalid", {
      argument: "the file",
      value: "without prepared, hash and typedData",
      expected: "what `portolan entry prepare` printed",
    });
  return { prepared, hash, typedData };
}
