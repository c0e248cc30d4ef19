import type { Request } from "express";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import { ENTRY_BYTES, ENTRY_LIMITS, type BodyLimits } from "./body-limits.ts";
import { readBody, requireMediaType } from "./read-body.ts";

export const JSON_TYPE = "application/json";

/** A body's bytes and the JSON value that they encode. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly value: unknown;
}

const ONE_ENTRY: BodyLimits = { bytes: ENTRY_BYTES, json: ENTRY_LIMITS };

/** Reads a body of one JSON value in one of the media types, strictly (see {@link parseJson}). */
export async function readJson(
  request: Request,
  types: readonly string[],
  limits: BodyLimits = ONE_ENTRY,
): Promise<JsonBody> {
  requireMediaType(request, types);
  const bytes = await readBody(request, limits.bytes, JSON_TYPE);
  return { bytes, value: parseJson(decodeText(bytes), limits.json) };
}
