import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Member } from "../../api/member.ts";
import { createApiClient } from "../../cli/api/api-client.ts";
import { changeMember } from "../change-member.ts";
import { COST_BEHIND_RANDOM } from "../demonstration/demo-keystores.ts";
import type { PeopledHome } from "./home.ts";

/** Days for which the encryption keys are valid. */
const DAYS = 730;

/**
 * Publishes the address of a member's gateway, and an encryption key with the first publication. A later start
 * publishes only another address.
 *
 * @returns whether it published.
 */
export async function publishMember({ config, gateway, apiKeys }: PeopledHome, alias: string): Promise<boolean> {
  const { participant = 0, apiKey } = apiKeys[alias] ?? {};
  const known = await createApiClient(gateway.url, apiKey).get<Member>(`/v1/members/${participant}`);
  if (known.endpoint === gateway.url) return false;
  const folder = join(config.dataDir, "recovery");
  const recoveryFile = join(folder, `${alias}.json`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A start that was cut short left a key that the chain does not know.
  if (known.head === null) await rm(recoveryFile, { force: true });
  await changeMember(
    config,
    {
      action: "publish",
      participant,
      endpoint: gateway.url,
      days: DAYS,
      recoveryFile,
    },
    COST_BEHIND_RANDOM,
  );
  return true;
}
