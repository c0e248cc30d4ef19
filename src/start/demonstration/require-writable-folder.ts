import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

/**
 * Makes the folder if it is missing, with mode 0700, and writes a test file to it.
 *
 * @throws FolderNotWritable
 */
export async function requireWritableFolder(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, "");
    await rm(probe);
  } catch (cause) {
    throw new PortolanError("FolderNotWritable", { folder, reason: reasonOf(cause) }, { cause });
  }
}

/**
 * Makes a folder and its parents. Node's `recursive` never returns on file systems without new folders, such as /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return true;
      if (error.code === "ENOENT" && !existsSync(dirname(folder))) return false;
      throw error;
    },
  );
  if (made) return;
  await makeFolder(dirname(folder));
  await makeFolder(folder);
}
