import packed from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/** A real Chromium, which npm brings along packed; the first start on a machine unpacks it. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true });
}
