import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What suites use that is no import of theirs, by a text that those have which do. */
const USED: Readonly<Record<string, readonly string[]>> = {
  "/vectors/": globSync("test/vectors/*.json"),
  "deployContract(": globSync("test/contracts/*.sol"),
};

/** SHA-256 over a suite, all of ours that it imports, and what these use beside: while it stays, so do verdicts. */
export function suiteDigest(suite: string): string {
  const hash = createHash("sha256");
  const files = [...importsOf(suite, new Set())];
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const used = Object.keys(USED).filter((sign) => texts.some((text) => text.includes(sign)));
  for (const file of [...files, ...used.flatMap((sign) => USED[sign] ?? [])].sort())
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function importsOf(file: string, found: Set<string>): Set<string> {
  if (found.has(file) || !existsSync(file)) return found;
  found.add(file);
  for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g))
    importsOf(join(dirname(file), path), found);
  return found;
}
