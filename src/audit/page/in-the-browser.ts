import { dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

const ENCODING = join(import.meta.dirname, "..", "..", "domain", "encoding");

/** Modules of the domain that this folder replaces by modules of the same name. */
const REPLACED = ["keccak256.ts", "sha256.ts"];

/** Vite plugin that replaces modules which need Node by their counterparts for the browser. */
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
