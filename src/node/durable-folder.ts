import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Makes `folder` and its parents where they are missing, so that a power cut cannot take them away again. */
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

/** Makes the names in `folder` durable: syncing a file does not do that for the file's own name. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
