import packed from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/** A real Chromium from an npm package; the first start on a machine unpacks it. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  // The emulated graphics card SwiftShader compiles a program at the first scroll, which delays a frame by a second.
  packed.setGraphicsMode = false;
  // In a single process, for which the packed Chromium is meant, a second context hangs after the first is closed.
  const args = packed.args.filter((argument) => argument !== "--single-process");
  return chromium.launch({ executablePath: await packed.executablePath(), args, headless: true });
}
