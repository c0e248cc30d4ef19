import { readFile } from "node:fs/promises";
import { parseVerifierKey, type VerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonLimits, type JsonValue } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { fetchText } from "../../rpc/fetch-text.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";

/** What a witness says, of which nothing is verified yet. */
export interface WitnessWord {
  /** The URL or file that it is from. */
  readonly source: string;
  /** A signed note. */
  readonly note: string;
  /** The key that it says is its own; a file says none. */
  readonly key: VerifierKey | undefined;
  /** Fork proofs, not read yet. */
  readonly forks: readonly JsonValue[];
}

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 4 * 2 ** 20;
const LIMITS: JsonLimits = { characters: MOST_BYTES, depth: 8, values: 10_000 };

/**
 * Reads what a witness says: from its address, or from a file with a signed note.
 *
 * @throws WitnessUnreadable, VerifierKeyMalformed, the errors of `parseJson`.
 */
export async function readWitness(source: string): Promise<WitnessWord> {
  return /^https?:\/\//.test(source) ? readUrl(source) : readNoteFile(source);
}

async function readNoteFile(source: string): Promise<WitnessWord> {
  const note = await readFile(source, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw unreadable(source, error.code ?? error.message, error);
  });
  return { source, note, key: undefined, forks: [] };
}

async function readUrl(source: string): Promise<WitnessWord> {
  const base = trimEnd(source, "/");
  const status = parseJson(await get(source, `${base}/`), LIMITS);
  const forks = parseJson(await get(source, `${base}/forks`), LIMITS);
  if (!isJsonObject(status) || typeof status["witness"] !== "string")
    throw unreadable(source, "it does not say its key");
  const items = isJsonObject(forks) ? forks["items"] : undefined;
  return {
    source,
    note: await get(source, `${base}/checkpoint`),
    key: parseVerifierKey(status["witness"]),
    forks: Array.isArray(items) ? (items as readonly JsonValue[]) : [],
  };
}

async function get(source: string, url: string): Promise<string> {
  const { status, body } = await fetchText(url, { timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES }).catch(
    (error: Error) => {
      throw unreadable(source, error.message, error);
    },
  );
  if (status !== 200) throw unreadable(source, `HTTP status ${status}`);
  return body;
}

function unreadable(source: string, reason: string, cause?: unknown): PortolanError {
  return new PortolanError("WitnessUnreadable", { source, reason }, { cause });
}
