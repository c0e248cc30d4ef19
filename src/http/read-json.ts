import type { Request } from "express";
import { parseJson } from "../domain/parse-json.ts";
import { ENTRY_BYTES, ENTRY_LIMITS } from "./body-limits.ts";
import { decodeText, readBody, requireMediaType } from "./read-body.ts";

const JSON_TYPE = "application/json";

/** A body as it came, and the value that it says. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly value: unknown;
}

/** Reads a body of one JSON value without loss (src/domain/parse-json.ts). */
export async function readJson(request: Request): Promise<JsonBody> {
  requireMediaType(request, [JSON_TYPE]);
  const bytes = await readBody(request, ENTRY_BYTES, JSON_TYPE);
  return { bytes, value: parseJson(decodeText(bytes), ENTRY_LIMITS) };
}
