import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PARTS } from "../test/assurance/parts.ts";
import { renderMarkdown, renderTable, type Row } from "../test/assurance/render-findings.ts";

const RESULTS = join(import.meta.dirname, "..", "assurance-results");

// npm run assurance [-- --only NAME,…] [--seed NUMBER]: what takes longer than `npm test` may. Fails when one promise did
// not hold.
const { values } = parseArgs({ options: { only: { type: "string" }, seed: { type: "string" } } });
const names = values.only?.split(",") ?? PARTS.map(({ name }) => name);
const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`assurance: there is no part ${unknown.join()}; there are ${PARTS.map(({ name }) => name).join()}.`);
  process.exit(2);
}

if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed)) {
  console.error("assurance: --seed is a whole number of at most ten digits.");
  process.exit(2);
}

const options = values.seed === undefined ? {} : { seed: Number(values.seed) };
const begun = Date.now();
const rows: Row[] = [];
for (const part of PARTS.filter(({ name }) => names.includes(name))) {
  const say = (text: string) =>
    console.error(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${part.name}: ${text}`);
  say(`${part.promise} (about ${part.minutes} min)`);
  try {
    rows.push(...(await part.run(say, options)).map((finding) => ({ part: part.name, ...finding })));
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    rows.push({ part: part.name, what: "could be carried out", count: 1, held: 0 });
  }
}

await mkdir(RESULTS, { recursive: true });
const file = join(RESULTS, `${new Date(begun).toISOString().replaceAll(":", "-").slice(0, 19)}.md`);
await writeFile(file, renderMarkdown(rows));
console.log(renderTable(rows));
console.log(`Written to ${file}`);
const broken = rows.filter(({ count, held }) => held < count);
console.log(broken.length === 0 ? "Everything held." : `${broken.length} of ${rows.length} did NOT hold.`);
// Not by `exitCode`: after some faults of the network Node's own clean-up waits for ever, at full speed.
process.exit(broken.length === 0 ? 0 : 1);
