import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import { parseJourney, type Journey } from "../../cli/journey/journey.ts";
import { loadJourney, type LoadedJourney } from "../../cli/journey/load-journey.ts";
import { startProgress } from "../../cli/output/progress.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { writeNewFile } from "../../files/write-new-file.ts";

/** The journey as it was on the first start, and what became of it once it was recorded whole. */
const JOURNEY_FILE = "demo-journey.json";
const LOADED_FILE = "demo-loaded.json";
const ORIGINAL = join(import.meta.dirname, "journey.json");

/**
 * The journey of this data folder: src/start/demonstration/journey.json as it was when the folder was first used. The copy sees to
 * it that a start which was cut short goes on with the same journey, whatever was edited meanwhile.
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

/** Records the journey unless an earlier start has; `fresh` tells which. */
export async function loadDemoJourney(
  dataDir: string,
  journey: Journey,
  keys: JourneyKeys,
  url: string,
  terminal: Terminal,
): Promise<LoadedJourney & { readonly fresh: boolean }> {
  const file = join(dataDir, LOADED_FILE);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return { ...(JSON.parse(kept) as LoadedJourney), fresh: false };
  const progress = startProgress(terminal, "  Recording", journey.entries.length);
  const loaded = await loadJourney({ journey, keys, url, onRecorded: progress.update }).finally(progress.stop);
  await writeNewFile(file, `${JSON.stringify(loaded, null, 2)}\n`);
  return { ...loaded, fresh: true };
}
