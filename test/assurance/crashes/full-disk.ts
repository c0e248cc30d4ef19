import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewaySubject } from "./gateway-subject.ts";

/** Size of a disk for a new database and some rounds of work; it is later enlarged. */
const LITTLE = "size=3m";
const ENOUGH = "size=64m";

/**
 * Lets a gateway work until its disk is full, enlarges the disk, and compares.
 *
 * @returns the number of requests refused for lack of space, and the problems; `undefined` where no disk can be
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
