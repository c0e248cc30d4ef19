import { createServer } from "node:net";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { SettingName } from "../../config/settings.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

/**
 * Checks that a port is available before a long start begins. Port 0 always is.
 *
 * @param setting the name of the port's setting, for the error.
 * @throws PortTaken
 */
export async function requireFreePort(host: string, port: number, setting: SettingName): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    throw new PortolanError("PortTaken", { host, port, setting, reason: reasonOf(cause) }, { cause });
  }
  await new Promise((resolve) => server.close(resolve));
}
