import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readTextFile } from "./read-text-file.ts";
import { isJsonObject, type JsonObject } from "../../domain/encoding/json.ts";

/** Limit of a file: more than the API accepts in one request. */
const MAX_JSON_BYTES = 32 * 2 ** 20;

/**
 * Reads a JSON object from a file; `-` is standard input.
 *
 * @throws FileUnreadable; ArgumentInvalid for other content.
 */
export async function readJsonFile(path: string): Promise<JsonObject> {
  const text = await readTextFile(path, MAX_JSON_BYTES);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    document = undefined;
  }
  if (!isJsonObject(document))
    throw new PortolanError("ArgumentInvalid", { argument: "the content", value: path, expected: "one JSON object" });
  return document;
}
