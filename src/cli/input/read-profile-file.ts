import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { SHIPPED_PROFILES } from "../../gateway/clocks/known-profiles.ts";
import { readJsonFile } from "./read-json-file.ts";

/** The ids of the shipped profiles. */
export async function shippedProfiles(): Promise<readonly string[]> {
  const files = await readdir(SHIPPED_PROFILES);
  return files.map((file) => file.replace(/\.json$/, "")).sort();
}

/**
 * Reads a profile.
 *
 * @param name path of a file, `-` for standard input, or the id of a shipped profile.
 * @throws ProfileUnknown, FileUnreadable, FileInvalid
 */
export async function readProfileFile(name: string): Promise<JsonObject> {
  if (name === "-" || existsSync(name)) return readJsonFile(name);
  const shipped = await shippedProfiles();
  if (!shipped.includes(name)) throw new PortolanError("ProfileUnknown", { name, shipped });
  return readJsonFile(join(SHIPPED_PROFILES, `${name}.json`));
}
