import { readFile, stat } from "node:fs/promises";
import { MAX_ITEM_BYTES } from "../../api/exchange.ts";
import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { DIGEST, DIGEST_ANSWER, type Digest, type DigestAnswer } from "../../exchange/digest.ts";
import type { Signed } from "../../exchange/statement.ts";

/** Both statements of one step, whose signatures are not verified yet. */
export interface SignedStep {
  readonly digest: Signed<Digest>;
  readonly answer: Signed<DigestAnswer>;
}

const MAX_FILE_BYTES = 64 * MAX_ITEM_BYTES;

/** A comparison divides the blocks of a chain at each step, so it has fewer steps than a height has bits. */
const MAX_STEPS = 64;

/**
 * Reads the comparisons in a file of `portolan exchange comparisons`, each as its steps. Verifies only their form.
 *
 * @throws Error with the problem in words, for any other content.
 */
export async function readComparisons(path: string): Promise<SignedStep[][]> {
  if ((await stat(path)).size > MAX_FILE_BYTES) throw new Error(`it is larger than ${MAX_FILE_BYTES} bytes`);
  const document: JsonValue = JSON.parse(await readFile(path, "utf8"));
  const comparisons = isJsonObject(document) ? document["comparisons"] : undefined;
  if (!Array.isArray(comparisons)) throw new Error("it has no list of comparisons");
  return comparisons.map((comparison) => {
    const steps = isJsonObject(comparison) ? comparison["steps"] : undefined;
    if (!Array.isArray(steps) || steps.length === 0 || steps.length > MAX_STEPS)
      throw new Error(`a comparison has no list of at most ${MAX_STEPS} steps`);
    return steps.map(readStep);
  });
}

function readStep(step: JsonValue): SignedStep {
  const { digest, answer } = isJsonObject(step) ? step : {};
  if (typeof digest !== "string" || typeof answer !== "string") throw new Error("a step lacks a signed statement");
  return { digest: DIGEST.read(Buffer.from(digest)), answer: DIGEST_ANSWER.read(Buffer.from(answer)) };
}
