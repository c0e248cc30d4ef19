import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { prepareProfile, type PreparedProfile } from "../../domain/clocks/prepared-profile.ts";
import { parseJson } from "../../domain/encoding/parse-json.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { readProfile, type CheckedProfile } from "./read-profile.ts";

/** The folder of the profiles that Portolan ships. */
export const SHIPPED_PROFILES = join(import.meta.dirname, "..", "..", "domain", "clocks", "profiles");

let shipped: Promise<readonly CheckedProfile[]> | undefined;

/**
 * The profiles that Portolan ships, in the order of their ids. They are read and checked once, when a clock is first asked
 * for.
 */
export function knownProfiles(): Promise<readonly CheckedProfile[]> {
  return (shipped ??= readShipped());
}

async function readShipped(): Promise<CheckedProfile[]> {
  const files = (await readdir(SHIPPED_PROFILES)).sort();
  return Promise.all(
    files.map(async (file) => readProfile(parseJson(await readFile(join(SHIPPED_PROFILES, file), "utf8")))),
  );
}

/** The shipped profile with this digest. */
export async function profileWithDigest(digest: Bytes32): Promise<CheckedProfile | undefined> {
  return (await knownProfiles()).find((each) => each.digest === digest);
}

const prepared = new Map<string, PreparedProfile | undefined>();

/**
 * Prepares a profile for the cases of a country's agencies. One profile has few places, so each is prepared once.
 *
 * @param country ISO 3166-1 alpha-2; empty for none.
 */
export function prepareFor({ profile, digest }: CheckedProfile, country: string): PreparedProfile | undefined {
  const place = profile.places.find((each) => each.country === country)?.code;
  const key = `${digest} ${place ?? ""}`;
  if (!prepared.has(key)) prepared.set(key, prepareProfile(profile, place));
  return prepared.get(key);
}
