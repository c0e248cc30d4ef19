import { open } from "node:fs/promises";

/**
 * Makes the names in `folder` durable: syncing a file does not do that for the file's own name. Windows keeps names in its
 * journal and opens no folders.
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
