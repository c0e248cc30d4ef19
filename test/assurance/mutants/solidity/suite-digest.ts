import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files that suites use without an import, by a text in the suites that use them. */
const USED: Readonly<Record<string, readonly string[]>> = {
  "/vectors/": globSync("test/vectors/*.json"),
  "deployContract(": globSync("test/contracts/*.sol"),
};

/**
 * SHA-256 over a suite, all its imports from this repository, and the files that these use. The same digest means that
 * stored verdicts are valid.
 */
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
