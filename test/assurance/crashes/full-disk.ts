import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewaySubject } from "./gateway-subject.ts";

/** Room for a young database and some rounds of work, and room for all that is to come. */
const LITTLE = "size=3m";
const ENOUGH = "size=64m";

/**
 * Lets a gateway work on a disk until it is full, makes more room, and compares.
 *
 * @returns how many requests were refused for want of room, and what is not as it must be; `undefined` where no disk can be
 * mounted.
 */
export async function tryFullDisk(): Promise<{ refused: number; problems: readonly string[] } | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const disk = await mkdtemp(join(tmpdir(), "portolan-disk-"));
  const mount = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]);
  const subject = await GatewaySubject.open("SQLite");
  try {
    mount(LITTLE);
    return await subject.fillDisk(disk, () => mount(`remount,${ENOUGH}`));
  } finally {
    await subject.close();
    execFileSync("umount", [disk]);
    await rm(disk, { recursive: true });
  }
}
