import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";

/**
 * Makes the folder when it is missing, for its owner alone, and tries to write to it.
 *
 * @throws FolderNotWritable
 */
export async function requireWritableFolder(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, "");
    await rm(probe);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new PortolanError("FolderNotWritable", { folder, reason }, { cause });
  }
}
