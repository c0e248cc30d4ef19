import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The file into which `vite build` writes the page. */
const FILE = join(import.meta.dirname, "..", "..", "..", "dist", "verify", "verify.html");

/** The page and its content security policy, which the page also contains, for readers who save the file. */
export interface VerifyPage {
  readonly bytes: Buffer;
  readonly policy: string;
}

let kept: Promise<VerifyPage | undefined> | undefined;

/** Reads once the page that verifies evidence; `undefined` if the page is not built. */
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
