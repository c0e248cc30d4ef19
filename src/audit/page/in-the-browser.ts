import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

const ENCODING = join(import.meta.dirname, "..", "..", "domain", "encoding");

/** Modules of the domain that a browser needs in another writing: of the same names, in this folder. */
const REPLACED = ["keccak256.ts", "sha256.ts"];

/** Puts the modules of this folder in the place of those that need Node. */
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
