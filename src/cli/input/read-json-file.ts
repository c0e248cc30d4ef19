import { isJsonObject, type JsonLimits, type JsonObject } from "../../domain/encoding/json.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readContent, readTextFile } from "./read-text-file.ts";

/** More than the API accepts in one request. */
const LIMITS: JsonLimits = { characters: 32 * 2 ** 20, depth: 40, values: 1_000_000 };

/**
 * Reads a JSON object from a file as strictly as the API reads a body; `-` is standard input.
 *
 * @throws FileUnreadable; FileInvalid for other content.
 */
export async function readJsonFile(path: string): Promise<JsonObject> {
  const text = await readTextFile(path, LIMITS.characters);
  const document = readContent(path, () => parseJson(text, LIMITS));
  if (!isJsonObject(document))
    throw new PortolanError("ArgumentInvalid", { argument: "the content", value: path, expected: "one JSON object" });
  return document;
}
