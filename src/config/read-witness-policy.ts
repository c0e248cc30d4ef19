import { readFile } from "node:fs/promises";
import { parseWitnessPolicy, type WitnessPolicy } from "../domain/checkpoint/witness-policy.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { parseJson } from "../domain/encoding/parse-json.ts";

/**
 * Reads the file that names witnesses (see `parseWitnessPolicy` for its form).
 *
 * @throws FileUnreadable, WitnessPolicyInvalid, VerifierKeyMalformed, and the errors of `parseJson`.
 */
export async function readWitnessPolicy(path: string): Promise<WitnessPolicy> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new PortolanError("FileUnreadable", { path, reason: error.code ?? error.message }, { cause: error });
  });
  return parseWitnessPolicy(parseJson(text));
}
