import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { PAGE_STYLE } from "../evidence/story/page-style.ts";
import { FORM_STYLE } from "./form-style.ts";
import { inTheBrowser } from "./in-the-browser.ts";

/** Vite plugin that inlines script and style, with a content security policy that allows only these two. */
const oneFile: Plugin = {
  name: "portolan-one-file",
  generateBundle(_, bundle) {
    const [chunk, ...others] = Object.values(bundle);
    if (chunk?.type !== "chunk" || others.length > 0) this.error("The page's script is not one file.");
    const script = chunk.code.replaceAll("</script", "<\\/script");
    const style = PAGE_STYLE + FORM_STYLE;
    const policy = [
      "default-src 'none'",
      `script-src '${source(script)}'`,
      `style-src '${source(style)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join("; ");
    const page = readFileSync(join(import.meta.dirname, "verify.html"), "utf8");
    Reflect.deleteProperty(bundle, chunk.fileName);
    const whole = page
      .replace('content="policy"', () => `content="${policy}"`)
      .replace("<style></style>", () => `<style>${style}</style>`)
      .replace('<script type="module"></script>', () => `<script type="module">${script}</script>`);
    this.emitFile({ type: "asset", fileName: "verify.html", source: whole });
  },
};

function source(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Builds the page that verifies evidence as one file, which works without a server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [inTheBrowser, oneFile],
  build: {
    outDir: "../../../dist/verify",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: join(import.meta.dirname, "main.ts"), output: { codeSplitting: false } },
  },
});
