import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const compress = promisify(brotliCompress);

/** The folder into which `vite build` writes the console. */
const FOLDER = join(import.meta.dirname, "..", "..", "..", "dist", "console");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A file of the console, ready to send. */
export interface ConsoleFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<"Content-Type", string> & Partial<Record<"Content-Encoding", string>>>;
}

/** The names of the console's built files; empty if the console is not built. */
const NAMES: ReadonlySet<string> = new Set(
  existsSync(FOLDER) ? ["index.html", ...readdirSync(join(FOLDER, "assets")).map((name) => `assets/${name}`)] : [],
);

const kept = new Map<string, Promise<ConsoleFile>>();

/**
 * Reads a file of the console; reads and compresses each file once.
 *
 * @param name a built file. Any other name gives `undefined`, without access to the disk.
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
