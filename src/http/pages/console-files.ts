import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const compress = promisify(brotliCompress);

/** Where `vite build` puts the console (src/console/vite.config.ts). */
const FOLDER = join(import.meta.dirname, "..", "..", "..", "dist", "console");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A file of the console as an answer carries it. */
export interface ConsoleFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<"Content-Type", string> & Partial<Record<"Content-Encoding", string>>>;
}

/** The files of the console that were built: none, where it was not. */
const NAMES: ReadonlySet<string> = new Set(
  existsSync(FOLDER) ? ["index.html", ...readdirSync(join(FOLDER, "assets")).map((name) => `assets/${name}`)] : [],
);

const kept = new Map<string, Promise<ConsoleFile>>();

/**
 * A file of the console, read and compressed once.
 *
 * @param name as it was built: no other path is looked at.
 * @param encodings the request's `Accept-Encoding`.
 */
export async function readConsoleFile(name: string, encodings: string | undefined): Promise<ConsoleFile | undefined> {
  if (!NAMES.has(name)) return undefined;
  const packed = /\bbr\b/.test(encodings ?? "");
  const key = `${name} ${packed}`;
  let file = kept.get(key);
  if (file === undefined) {
    file = load(name, packed);
    kept.set(key, file);
  }
  return file;
}

async function load(name: string, packed: boolean): Promise<ConsoleFile> {
  const bytes = await readFile(join(FOLDER, name));
  const type = { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream" };
  return packed
    ? { bytes: await compress(bytes), headers: { ...type, "Content-Encoding": "br" } }
    : { bytes, headers: type };
}
