import { open } from "node:fs/promises";

/**
 * Makes the names in `folder` durable, because syncing a file does not sync its name. Does nothing on Windows, which
 * journals names and cannot open folders.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
