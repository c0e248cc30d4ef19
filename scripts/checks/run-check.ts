import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** A command that checks the code. */
export interface Check {
  /** The checked property, for the output. */
  readonly name: string;
  /** Path below `node_modules`. */
  readonly program: string;
  readonly args: readonly string[];
}

/** Minutes after which a tool is stopped and counts as failed. */
const LIMIT_MINUTES = 10;

/** Runs a check, and prints its output only if it fails. @returns whether it passed. */
export async function runCheck({ name, program, args }: Check): Promise<boolean> {
  const begun = performance.now();
  const child = spawn(join(ROOT, "node_modules", program), args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MINUTES * 60_000,
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const passed = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => {
      said.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${passed ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (!passed) console.log(Buffer.concat(said).toString("utf8").trimEnd());
  return passed;
}
