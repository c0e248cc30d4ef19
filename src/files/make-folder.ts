import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { syncFolder } from "./sync-folder.ts";

/** Creates `folder` and its missing parents, and syncs them, so that they survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  let made = resolve(folder);
  while (made !== first) {
    made = dirname(made);
    await syncFolder(made);
  }
  await syncFolder(dirname(first));
}
