import { setTimeout as sleep } from "node:timers/promises";
import { cosignedAt, isBy } from "../../domain/checkpoint/cosignature.ts";
import { type NoteSignature, parseSignatures } from "../../domain/checkpoint/signed-note.ts";
import type { KnownWitness } from "../../domain/checkpoint/witness-policy.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonObject } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { fetchText } from "../../rpc/fetch-text.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";

/** Timeout of one answer, which includes the witness's verification of new blocks. */
const TIMEOUT_MS = 15_000;

const MAX_ANSWER_BYTES = 16_384;

/** Statuses after which the gateway asks again: too many requests, or the witness's node lacks the block. */
const ASKED_AGAIN: ReadonlySet<number> = new Set([429, 503]);
const ATTEMPTS = 4;
const PAUSE_MS = 400;

/**
 * Asks a witness to cosign a checkpoint, and verifies its answer.
 *
 * @param text text of the checkpoint.
 * @throws WitnessUnreachable, WitnessRefused with the witness's error code, NoteMalformed, CosignatureInvalid
 */
export async function askWitness(
  { key, url }: KnownWitness & { readonly url: string },
  text: string,
  stop: AbortSignal,
): Promise<NoteSignature> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body, retryAfterMs } = await post(key.name, `${trimEnd(url, "/")}/cosign`, text, stop);
    if (status === 200) {
      const line = parseSignatures(body).find((each) => isBy(each, key));
      if (line === undefined || cosignedAt(text, line, key) === undefined)
        throw new PortolanError("CosignatureInvalid", { witness: key.name });
      return line;
    }
    if (!ASKED_AGAIN.has(status) || attempt >= ATTEMPTS) throw refused(key.name, status, body);
    await sleep(Math.max(PAUSE_MS, retryAfterMs), undefined, { signal: stop });
  }
}

async function post(witness: string, url: string, text: string, stop: AbortSignal) {
  try {
    return await fetchText(url, { post: text, timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES, stop });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PortolanError("WitnessUnreachable", { witness, reason }, { cause: error });
  }
}

/** Makes the error of a refusal, with a bounded part of the witness's problem document. */
function refused(witness: string, status: number, body: string): PortolanError {
  const { code = status, detail = "no reason" } = problemIn(body);
  const reason = `${String(code).slice(0, 60)}: ${String(detail).slice(0, 300)}`;
  return new PortolanError("WitnessRefused", { witness, reason });
}

function problemIn(body: string): JsonObject {
  try {
    const problem = parseJson(body);
    return isJsonObject(problem) ? problem : {};
  } catch {
    // Without a problem document, only the status is known.
    return {};
  }
}
