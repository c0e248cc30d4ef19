import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const VECTORS = globSync("test/vectors/*.json");

/** SHA-256 over a suite, all of ours that it imports, and the vectors that these read: while it stays, so do verdicts. */
export function suiteDigest(suite: string): string {
  const hash = createHash("sha256");
  const files = [...importsOf(suite, new Set())];
  const vectors = files.some((file) => readFileSync(file, "utf8").includes("/vectors/")) ? VECTORS : [];
  for (const file of [...files, ...vectors].sort())
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
