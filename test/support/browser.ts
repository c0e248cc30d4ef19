import packed from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/** A real Chromium, which npm brings along packed; the first start on a machine unpacks it. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  // SwiftShader, its emulated graphics card, compiles a program at the first scroll, which holds one frame up for a second.
  packed.setGraphicsMode = false;
  // In one process, which the packed Chromium is meant for, a second context hangs once the first is closed.
  const args = packed.args.filter((argument) => argument !== "--single-process");
  return chromium.launch({ executablePath: await packed.executablePath(), args, headless: true });
}
