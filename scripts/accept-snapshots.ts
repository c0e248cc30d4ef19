import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";

// npm run accept-snapshots: updates the snapshots that the tests compare the contracts with.
readOptions(
  scriptCommand(
    "npm run accept-snapshots",
    "Updates the ABI, storage layout, size and gas snapshots in test/contracts/snapshots from the present contracts.",
  ),
);
// A dynamic import, so that an invalid command line fails at once.
const { SNAPSHOTS } = await import("../test/assurance/snapshots/snapshots.ts");
for (const { name, take } of SNAPSHOTS) {
  const file = join(import.meta.dirname, "..", "test", "contracts", "snapshots", `${name}.txt`);
  await writeFile(file, await take());
  console.log(`Written: ${file}`);
}
