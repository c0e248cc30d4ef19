import packed from "@sparticuz/chromium";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** A real Chromium from an npm package; the first start of a user unpacks it. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  // The emulated graphics card SwiftShader compiles a program at the first scroll, which delays a frame by a second.
  packed.setGraphicsMode = false;
  // In a single process, for which the packed Chromium is meant, a second context hangs after the first is closed.
  const args = packed.args.filter((argument) => argument !== "--single-process");
  return chromium.launch({ executablePath: await unpackedProgram(), args, headless: true });
}

/**
 * The program in a folder of this user. In the temporary folder itself, the package would take the program that another
 * user unpacked, which only that user may run, or one that another process is still unpacking.
 */
async function unpackedProgram(): Promise<string> {
  const folder = join(tmpdir(), `portolan-browser-${process.getuid?.() ?? "user"}`);
  if (!existsSync(folder)) {
    const fresh = await mkdtemp(`${folder}-`);
    await unpackInto(fresh);
    // Another process may have been faster.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  }
  return join(folder, "chromium");
}

async function unpackInto(folder: string): Promise<void> {
  const shared = tmpdir();
  // The package reads the variable before it first awaits something.
  process.env["TMPDIR"] = folder;
  const unpacked = packed.executablePath();
  process.env["TMPDIR"] = shared;
  await unpacked;
}
