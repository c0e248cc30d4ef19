import { createServer } from "node:net";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { SettingName } from "../../config/settings.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";

/**
 * Finds out whether the port can be had, before long work begins that would be in vain. 0 always can.
 *
 * @param setting which setting moves it.
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
