import { join } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { lockFile } from "../files/lock-file.ts";

/**
 * Locks `folder` for this process until `release` is called or the process ends in any way.
 *
 * @throws NodeFolderInUse when another process, or another node in this one, holds the lock.
 */
export function lockFolder(folder: string): { release(): void } {
  return lockFile(join(folder, "chain.lock"), (cause) => new PortolanError("NodeFolderInUse", { folder }, { cause }));
}
