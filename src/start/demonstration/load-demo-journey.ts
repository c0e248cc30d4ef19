import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import { parseJourney, type Journey } from "../../cli/journey/journey.ts";
import { loadJourney, type JourneyLoad, type LoadedJourney } from "../../cli/journey/load-journey.ts";
import { startProgress } from "../../cli/output/progress.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { writeNewFile } from "../../files/write-new-file.ts";
import { keptJson } from "./kept-json.ts";

/** The journey of the first start, and the result of recording it. */
const JOURNEY_FILE = "demo-journey.json";
const LOADED_FILE = "demo-loaded.json";
const ORIGINAL = join(import.meta.dirname, "journey.json");

/**
 * Reads the journey of this data folder: a copy of journey.json from the first start. With the copy, a start that was
 * cut short continues the same journey, even if journey.json was edited.
 */
export async function readDemoJourney(dataDir: string): Promise<Journey> {
  const file = join(dataDir, JOURNEY_FILE);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return parseJourney(kept, file);
  const text = await readFile(ORIGINAL, "utf8");
  const journey = parseJourney(text, ORIGINAL);
  await writeNewFile(file, text);
  return journey;
}

/** Records the journey, unless an earlier start did; then `fresh` is false. */
export async function loadDemoJourney(
  dataDir: string,
  journey: Journey,
  keys: JourneyKeys,
  through: Pick<JourneyLoad, "urlOf" | "beforeEntry">,
  terminal: Terminal,
): Promise<LoadedJourney & { readonly fresh: boolean }> {
  const { value, fresh } = await keptJson(join(dataDir, LOADED_FILE), () => {
    const progress = startProgress(terminal, "  Recording", journey.entries.length);
    return loadJourney({ ...through, journey, keys, onRecorded: progress.update }).finally(progress.stop);
  });
  return { ...value, fresh };
}
