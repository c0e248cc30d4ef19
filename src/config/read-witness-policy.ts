import { readFile } from "node:fs/promises";
import { parseWitnessPolicy, type WitnessPolicy } from "../domain/checkpoint/witness-policy.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { decodeText } from "../domain/encoding/decode-text.ts";
import { parseJson } from "../domain/encoding/parse-json.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";

/**
 * Reads a witness policy from a file; `parseWitnessPolicy` documents its form.
 *
 * @throws FileUnreadable, WitnessPolicyInvalid, VerifierKeyMalformed, and the errors of `decodeText` and `parseJson`.
 */
export async function readWitnessPolicy(path: string): Promise<WitnessPolicy> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PortolanError("FileUnreadable", { path, reason: reasonOf(cause) }, { cause });
  });
  return parseWitnessPolicy(parseJson(decodeText(bytes)));
}
