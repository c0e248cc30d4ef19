import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadPart, PART_NAMES, type PartName } from "./parts.ts";
import { renderMarkdown, renderFindings, type Row } from "./render-findings.ts";

const RESULTS = join(import.meta.dirname, "..", "..", "assurance-results");

/**
 * Runs parts one after the other, prints their findings and writes them to a file.
 *
 * @param seed Seed of the random parts; without it each chooses its own.
 * @returns whether all trials ended correctly.
 */
export async function runParts(names: readonly PartName[], seed: number | undefined): Promise<boolean> {
  const options = seed === undefined ? {} : { seed };
  const begun = Date.now();
  const rows: Row[] = [];
  for (const name of PART_NAMES.filter((each) => names.includes(each))) {
    const say = (text: string) =>
      console.error(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${name}: ${text}`);
    try {
      const part = await loadPart(name);
      say(`${part.promise} (about ${part.minutes} min)`);
      rows.push(...(await part.run(say, options)).map((finding) => ({ part: name, ...finding })));
    } catch (error) {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      rows.push({ part: name, what: "runs of this part that ended", count: 1, held: 0 });
    }
  }
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, `${new Date(begun).toISOString().replaceAll(":", "-").slice(0, 19)}.md`);
  await writeFile(file, renderMarkdown(rows));
  console.log(renderFindings(rows));
  console.log(`Written to ${file}`);
  const broken = rows.filter(({ count, held }) => held < count);
  console.log(broken.length === 0 ? "Everything held." : `${broken.length} of ${rows.length} did NOT hold.`);
  return broken.length === 0;
}
