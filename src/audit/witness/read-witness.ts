import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parseVerifierKey, type VerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonLimits, type JsonValue } from "../../domain/encoding/json.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";
import { publicUrl } from "../../domain/encoding/public-url.ts";
import { fetchText } from "../../rpc/fetch-text.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";

/** The unverified answer of a witness. */
export interface WitnessWord {
  /** URL of the witness, as `publicUrl` shows it, or path of the file. */
  readonly source: string;
  /** The last checkpoint, as a signed note. */
  readonly note: string;
  /** Verifier key according to the witness; a file has none. */
  readonly key: VerifierKey | undefined;
  /** Unread fork proofs. */
  readonly forks: readonly JsonValue[];
}

/** Timeout of one answer. */
const TIMEOUT_MS = 15_000;

/** Milliseconds for which a request is retried after 429 or 503. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;
const ASKED_AGAIN: ReadonlySet<number> = new Set([429, 503]);

const MAX_BYTES = 4 * 2 ** 20;
const LIMITS: JsonLimits = { characters: MAX_BYTES, depth: 8, values: 10_000 };

/**
 * Reads the checkpoint, the key and the fork proofs of a witness from its URL, or a checkpoint from a file. Retries
 * after 429 and 503, after the time of `Retry-After`.
 *
 * @param source URL of a witness, or path of a signed note.
 * @param patienceMs milliseconds for which a busy witness is asked again.
 * @throws WitnessUnreadable, VerifierKeyMalformed, the errors of `parseJson`.
 */
export async function readWitness(source: string, patienceMs: number = PATIENCE_MS): Promise<WitnessWord> {
  return isUrl(source) ? readUrl(source, patienceMs) : readNoteFile(source);
}

/** A witness's source for people: a file as it is, a URL without its secrets. */
export function publicSource(source: string): string {
  return isUrl(source) ? publicUrl(source) : source;
}

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

async function readNoteFile(source: string): Promise<WitnessWord> {
  const note = await readFile(source)
    .then(decodeText)
    .catch((error: unknown) => {
      throw unreadable(source, reasonOf(error), error);
    });
  return { source: publicSource(source), note, key: undefined, forks: [] };
}

async function readUrl(source: string, patienceMs: number): Promise<WitnessWord> {
  const base = trimEnd(source, "/");
  const deadline = performance.now() + patienceMs;
  const read = async (path: string): Promise<string> => {
    for (;;) {
      const { status, body, retryAfterMs } = await get(source, `${base}${path}`);
      if (status === 200) return body;
      if (!ASKED_AGAIN.has(status)) throw unreadable(source, `HTTP status ${status}`);
      const pauseMs = Math.max(PAUSE_MS, retryAfterMs);
      if (performance.now() + pauseMs > deadline)
        throw unreadable(source, `HTTP status ${status} for ${patienceMs / 1000} s`);
      await sleep(pauseMs);
    }
  };
  const status = parseJson(await read("/"), LIMITS);
  const forks = parseJson(await read("/forks"), LIMITS);
  if (!isJsonObject(status) || typeof status["witness"] !== "string")
    throw unreadable(source, "it does not give its key");
  const items = isJsonObject(forks) ? forks["items"] : undefined;
  return {
    source: publicSource(source),
    note: await read("/checkpoint"),
    key: parseVerifierKey(status["witness"]),
    forks: Array.isArray(items) ? items : [],
  };
}

function get(source: string, url: string) {
  return fetchText(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES }).catch((error: Error) => {
    throw unreadable(source, error.message, error);
  });
}

function unreadable(source: string, reason: string, cause?: unknown): PortolanError {
  return new PortolanError("WitnessUnreadable", { source: publicSource(source), reason }, { cause });
}
