import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

const ENCODING = join(import.meta.dirname, "..", "..", "domain", "encoding");

/** Domain modules that this folder replaces for the browser, under the same names. */
const REPLACED = ["keccak256.ts", "sha256.ts"];

/** Replaces modules that need Node by the modules of this folder. */
export const inTheBrowser: Plugin = {
  name: "portolan-in-the-browser",
  enforce: "pre",
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith(".")) return undefined;
    const path = resolve(dirname(importer), source);
    const name = REPLACED.find((replaced) => path === join(ENCODING, replaced));
    return name && join(import.meta.dirname, name);
  },
};
