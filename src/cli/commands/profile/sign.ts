import { Command } from "commander";
import { writeFile } from "node:fs/promises";
import type { SignedProfile } from "../../../api/profile.ts";
import type { Hex, ParticipantId } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../../domain/errors/reason-of.ts";
import { counted } from "../../../domain/encoding/counted.ts";
import { readProfile, type CheckedProfile } from "../../../gateway/clocks/read-profile.ts";
import { openKeystoreFile } from "../../../keys/keystore-file.ts";
import { readPassphrase } from "../../../keys/read-passphrase.ts";
import { profileStatementHash } from "../../../ledger/profile-statement.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress, wholeNumber } from "../../input/option-values.ts";
import { readProfileFile } from "../../input/read-profile-file.ts";
import { print, remark } from "../../output/print.ts";
import { renderFields } from "../../output/fields.ts";

interface SignOptions {
  readonly keystore: string;
  readonly passphraseFile: string;
  readonly participant: ParticipantId;
  readonly contract: Hex;
  readonly chainId: number;
  readonly output: string;
  readonly json?: boolean;
}

/** `portolan profile sign` */
export function profileSignCommand({ terminal }: CommandContext): Command {
  return new Command("sign")
    .summary("sign a profile with a participant's key")
    .description(
      "Checks a profile and its examples, signs it with a keystore of this machine (EIP-712), and writes it with the signature. Refuses a draft. Sends nothing.",
    )
    .argument("<profile>", "file, or id of a shipped profile")
    .requiredOption("--participant <id>", "number of the participant that signs", wholeNumber(1, 2 ** 32 - 1))
    .requiredOption("--keystore <file>", "keystore of the participant's ledger key")
    .requiredOption("--passphrase-file <file>", "file with the passphrase as its only line; only you may read it")
    .requiredOption("--contract <address>", "address of the consortium's ShipmentLedger", parseAddress)
    .requiredOption("--chain-id <number>", "id of the chain", wholeNumber(1))
    .requiredOption("-o, --output <file>", "file to write")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExample:\n  $ portolan profile sign in-customs-act --participant 3 --keystore mine.json --passphrase-file mine.pass --contract 0x… --chain-id 31337 -o in-customs-act.signed.json\n\nNext: `portolan profile check in-customs-act.signed.json`.",
    )
    .action(async (name: string, options: SignOptions) => {
      const document = await readProfileFile(name);
      const checked = readProfile(document);
      const { profile, digest } = checked;
      if (profile.draft) throw new PortolanError("ProfileIsDraft", { profile: profile.id });
      remark(terminal, renderFields(warningsOf(checked), terminal));
      const key = await openKeystoreFile(options.keystore, await readPassphrase(options.passphraseFile));
      const domain = { chainId: options.chainId, ledger: options.contract };
      const statement = { author: options.participant, digest, signedAt: Math.floor(Date.now() / 1000) };
      const signature: SignedProfile["signature"] = {
        ...domain,
        statement,
        signature: key.sign(profileStatementHash(statement, domain)),
      };
      await save(options.output, { profile: document["profile"] ?? document, signature });
      const result = {
        file: options.output,
        profile: profile.id,
        version: profile.version,
        digest,
        signer: key.address,
      };
      print(
        terminal,
        options.json === true,
        result,
        () =>
          `${options.output}: ${profile.id}, version ${profile.version}, digest ${digest}, signed by ${key.address}`,
      );
    });
}

/** What the signer should know of the profile before it signs. */
function warningsOf({ profile, vectors }: CheckedProfile): Readonly<Record<string, string>> {
  const unquoted = profile.rules.filter(({ source }) => source.quoteDigest === null).length;
  const questions = profile.rules.flatMap(({ questions: open = [] }) => open).length + profile.questions.length;
  return {
    Signing: `${profile.id}, version ${profile.version}`,
    Vectors: `${vectors.length} passed`,
    "Open questions": questions === 0 ? "none" : `${questions}; portolan profile explain ${profile.id} lists them`,
    Quotations: unquoted === 0 ? "each rule has one" : `missing in ${counted(unquoted, "rule")}`,
  };
}

/** @throws FileNotWritable */
async function save(path: string, signed: unknown): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(signed, null, 2)}\n`);
  } catch (cause) {
    throw new PortolanError("FileNotWritable", { path, reason: reasonOf(cause) }, { cause });
  }
}
