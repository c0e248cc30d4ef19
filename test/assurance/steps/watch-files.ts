import fs from "node:fs";
import files, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import { act, actAsync } from "./act.ts";

type Call = (...parameters: never[]) => unknown;

/** Functions that change names in a folder. The first parameter is the path, or the second when it is the new name. */
const NAMING = ["link", "mkdir", "rename", "rm", "truncate", "unlink"] as const;

const SYNCING = ["sync", "datasync", "truncate"] as const;

/**
 * Watches the changes of files below a folder: created, changed and deleted names, written bytes, and the calls that
 * make either durable.
 */
export async function watchFiles(root: string): Promise<void> {
  const ours = (path: unknown): path is string => typeof path === "string" && path.startsWith(root);
  const labels = new WeakMap<FileHandle, string>();
  await watchHandles(labels);
  watchOpen(ours, labels);
  for (const name of NAMING) {
    const later = files[name] as unknown as (...parameters: unknown[]) => Promise<unknown>;
    Object.assign(files, {
      [name]: (...parameters: unknown[]) => {
        const path = parameters.findLast(ours);
        const perform = () => later(...parameters);
        return path === undefined ? perform() : actAsync([labelled(name, path)], perform);
      },
    });
    const atOnce = fs[`${name}Sync`] as unknown as (...parameters: unknown[]) => unknown;
    Object.assign(fs, {
      [`${name}Sync`]: (...parameters: unknown[]) => {
        const path = parameters.findLast(ours);
        const perform = () => atOnce(...parameters);
        return path === undefined ? perform() : act([labelled(name, path)], perform);
      },
    });
  }
  syncBuiltinESMExports();
}

/** Watches opened files, and notes the name of each. */
function watchOpen(ours: (path: unknown) => path is string, labels: WeakMap<FileHandle, string>): void {
  const { open } = files;
  files.open = async (path, ...how) => {
    if (!ours(path)) return open(path, ...how);
    const perform = () => open(path, ...how);
    const handle = await (fs.existsSync(path) ? perform() : actAsync([`create ${labelOf(path)}`], perform));
    labels.set(handle, (await handle.stat()).isDirectory() ? "folder" : labelOf(path));
    return handle;
  };
}

async function watchHandles(labels: WeakMap<FileHandle, string>): Promise<void> {
  const anyHandle = await files.open(process.execPath);
  const prototype = Object.getPrototypeOf(anyHandle) as Record<string, Call>;
  await anyHandle.close();
  const watched = (name: string, half?: (handle: FileHandle, parameters: never[]) => unknown) => {
    const original = prototype[name] as Call;
    prototype[name] = function (this: FileHandle, ...parameters: never[]) {
      const label = labels.get(this);
      const perform = async () => original.apply(this, parameters);
      if (label === undefined) return perform();
      return actAsync([`${name} ${label}`], perform, half && (async () => half(this, parameters)));
    };
    return original;
  };
  for (const name of SYNCING) watched(name);
  const write: Call = watched("write", (handle, [bytes, offset, length, position]) =>
    write.apply(handle, [bytes, offset, Math.floor(Number(length) / 2) as never, position] as never[]),
  );
  const writeFile: Call = watched("writeFile", (handle, [text]) => {
    const whole: string = text as never;
    return writeFile.apply(handle, [whole.slice(0, whole.length / 2) as never]);
  });
}

const labelled = (name: string, path: string) => `${name} ${name === "mkdir" ? "folder" : labelOf(path)}`;

/** A file's name without the parts that differ between runs. */
function labelOf(path: string): string {
  return basename(path).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "*");
}
