import { createHash } from "node:crypto";
import type { Request } from "express";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { ARRAY_ENTRIES, ARRAY_LIMITS, ENTRY_BYTES, ENTRY_LIMITS, NDJSON_BYTES, NDJSON_ENTRIES } from "./body-limits.ts";
import { bodyChunks, readBody, requireMediaType } from "./read-body.ts";

export const BULK_TYPES = ["application/json", "application/x-ndjson"] as const;

const NEWLINE = 0x0a;

/** The entries of a body, each valid or with its error. */
export interface BulkBody<Item> {
  readonly items: readonly (Item | Failure)[];
  /** SHA-256 of the body's bytes. */
  readonly digest: Buffer;
}

/**
 * Reads a body of many entries: a JSON array, or NDJSON. It parses NDJSON line by line, so that its limit is higher.
 * An invalid entry becomes a `Failure` in the list, and the other entries are read.
 *
 * @param validate throws a PortolanError for an invalid entry.
 * @throws PortolanError `MediaTypeUnsupported`, `BodyMissing`, `BodyTooLarge`, `TooManyEntries`; the errors of
 * {@link parseJson} and `RequestInvalid` for a JSON body that is not an array.
 */
export async function readBulk<Item>(request: Request, validate: (value: unknown) => Item): Promise<BulkBody<Item>> {
  const type = requireMediaType(request, BULK_TYPES);
  return type === "application/json" ? readArray(request, validate) : readLines(request, validate);
}

async function readArray<Item>(request: Request, validate: (value: unknown) => Item): Promise<BulkBody<Item>> {
  const bytes = await readBody(request, ARRAY_LIMITS.characters, BULK_TYPES.join(" or "));
  const list = parseJson(decodeText(bytes), ARRAY_LIMITS);
  if (!Array.isArray(list)) throw new PortolanError("RequestInvalid", { part: "body", problems: ["# must be array"] });
  if (list.length === 0) throw new PortolanError("RequestInvalid", { part: "body", problems: ["# must not be empty"] });
  if (list.length > ARRAY_ENTRIES) throw new PortolanError("TooManyEntries", { limit: ARRAY_ENTRIES });
  return {
    items: list.map((value) => itemOrFailure(() => validate(value))),
    digest: createHash("sha256").update(bytes).digest(),
  };
}

async function readLines<Item>(request: Request, validate: (value: unknown) => Item): Promise<BulkBody<Item>> {
  const digest = createHash("sha256");
  const items: (Item | Failure)[] = [];
  let rest: Buffer[] = [];
  let restLength = 0;

  function endLine(end: Buffer): void {
    const line = rest.length === 0 ? end : Buffer.concat([...rest, end]);
    rest = [];
    restLength = 0;
    if (isBlank(line)) return;
    if (items.length === NDJSON_ENTRIES) throw new PortolanError("TooManyEntries", { limit: NDJSON_ENTRIES });
    items.push(itemOrFailure(() => validate(parseJson(decodeText(line), ENTRY_LIMITS))));
  }

  for await (const chunk of bodyChunks(request, NDJSON_BYTES)) {
    digest.update(chunk);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      endLine(chunk.subarray(start, end));
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    restLength += chunk.length - start;
    if (restLength > ENTRY_BYTES) throw new PortolanError("BodyTooLarge", { limit: ENTRY_BYTES });
  }
  endLine(Buffer.alloc(0));
  if (items.length === 0) throw new PortolanError("BodyMissing", { supported: BULK_TYPES.join(" or ") });
  return { items, digest: digest.digest() };
}

/** Whether a line has only spaces, tabs and carriage returns. */
function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function itemOrFailure<Item>(read: () => Item): Item | Failure {
  try {
    return read();
  } catch (error) {
    if (PortolanError.is(error)) return { code: error.code, facts: error.facts };
    throw error;
  }
}
