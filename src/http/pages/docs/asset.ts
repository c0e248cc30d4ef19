import { readFile } from "node:fs/promises";
import { join } from "node:path";
// This entry point gives the path of the package; the main entry point would load Swagger UI itself.
import getAbsoluteFSPath from "swagger-ui-dist/absolute-path.js";
import { keysOf } from "../../../domain/keys-of.ts";

/** The files of the documentation page. This server serves all of them, so that the page needs no other server. */
const ASSETS = {
  "portolan.css": { folder: import.meta.dirname, type: "text/css; charset=utf-8" },
  "start.js": { folder: import.meta.dirname, type: "text/javascript; charset=utf-8" },
  "swagger-ui.css": { folder: getAbsoluteFSPath(), type: "text/css; charset=utf-8" },
  "swagger-ui-bundle.js": { folder: getAbsoluteFSPath(), type: "text/javascript; charset=utf-8" },
  "favicon-32x32.png": { folder: getAbsoluteFSPath(), type: "image/png" },
} as const;

export type AssetName = keyof typeof ASSETS;

export const ASSET_NAMES = keysOf(ASSETS);

const read = new Map<AssetName, Promise<Buffer>>();

/** Gives a file's bytes, which it reads once, and the file's media type. */
export async function readAsset(name: AssetName): Promise<{ bytes: Buffer; type: string }> {
  const { folder, type } = ASSETS[name];
  let bytes = read.get(name);
  if (bytes === undefined) {
    bytes = readFile(join(folder, name));
    read.set(name, bytes);
  }
  return { bytes: await bytes, type };
}
