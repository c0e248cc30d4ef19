import { Command } from "commander";
import type { Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { readProfile, type CheckedProfile } from "../../../gateway/clocks/read-profile.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseAddress } from "../../input/option-values.ts";
import { readProfileFile, shippedProfiles } from "../../input/read-profile-file.ts";
import { print } from "../../output/print.ts";
import { renderChecks, signedState } from "../../output/render-profile.ts";

interface CheckOptions {
  readonly signer?: Hex;
  readonly json?: boolean;
}

/** `portolan profile check` */
export function profileCheckCommand({ terminal }: CommandContext): Command {
  return new Command("check")
    .summary("check the form, the examples and the signature of profiles")
    .description(
      "Checks each profile against the schema, runs its own examples (vectors), and verifies its signature if it has one. A profile with a failing example is refused.",
    )
    .argument("[profiles...]", "files, or ids of shipped profiles (default: all shipped profiles)")
    .option("--signer <address>", "refuse a profile that this key did not sign", parseAddress)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nA signature proves which key signed. The registry says whose key it is: `portolan participant show`.\n\nExample:\n  $ portolan profile check us-title19 mine.json",
    )
    .action(async (names: readonly string[], options: CheckOptions) => {
      const checked: CheckedProfile[] = [];
      for (const name of names.length === 0 ? await shippedProfiles() : names) {
        const profile = readProfile(await readProfileFile(name));
        requireSigner(profile, options.signer);
        checked.push(profile);
      }
      print(terminal, options.json === true, checked.map(checkView), () => renderChecks(checked, terminal));
    });
}

function requireSigner({ profile, signer }: CheckedProfile, expected: Hex | undefined): void {
  if (expected === undefined || signer?.address === expected) return;
  const found = signer?.address ?? "no participant";
  throw new PortolanError("ProfileSignerUnexpected", { profile: profile.id, found, expected });
}

function checkView(checked: CheckedProfile) {
  const { profile, digest, signer, vectors } = checked;
  const { id, version, draft, rules } = profile;
  return {
    id,
    version,
    draft,
    digest,
    rules: rules.length,
    vectors: vectors.map(({ vector }) => vector.name),
    state: signedState(checked),
    signer,
  };
}
