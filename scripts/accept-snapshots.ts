import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SNAPSHOTS } from "../test/assurance/snapshots/snapshots.ts";

// npm run accept-snapshots: takes ABI, storage layout, size and gas of the contracts as they are now for right.
for (const { name, take } of SNAPSHOTS) {
  const file = join(import.meta.dirname, "..", "test", "contracts", "snapshots", `${name}.txt`);
  await writeFile(file, await take());
  console.log(`Written: ${file}`);
}
