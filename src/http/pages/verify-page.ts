import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where `vite build` puts the page (src/audit/page/vite.config.ts). */
const FILE = join(import.meta.dirname, "..", "..", "..", "dist", "verify", "verify.html");

/** The page, and the policy for its script and style that it carries for those who saved it. */
export interface VerifyPage {
  readonly bytes: Buffer;
  readonly policy: string;
}

let kept: Promise<VerifyPage | undefined> | undefined;

/** The page that verifies evidence, read once; `undefined` where it was not built. */
export function readVerifyPage(): Promise<VerifyPage | undefined> {
  kept ??= load();
  return kept;
}

async function load(): Promise<VerifyPage | undefined> {
  try {
    const bytes = await readFile(FILE);
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(bytes.toString("utf8")) ?? [];
    return policy === undefined ? undefined : { bytes, policy: `${policy}; frame-ancestors 'none'` };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
