import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJourneyKeys, type JourneyKeys } from "../../cli/journey/journey-keys.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { ApiKeys } from "../../gateway/accounts/api-keys.ts";
import type { Scope } from "../../api/scope.ts";
import { writeNewFile } from "../../files/write-new-file.ts";

export const DEMO_KEYS_FILE = "demo-keys.json";

/** Name of the registrar's API key, among the aliases of the participants. */
export const REGISTRAR = "registrar";

const PARTICIPANT_SCOPES: readonly Scope[] = ["read", "record", "notify"];
const REGISTRAR_SCOPES: readonly Scope[] = ["read", "govern"];

/**
 * Issues the API keys of a demonstration: one for each participant, and one with the scope govern for the first one.
 * A file of mode 0600 keeps them, so that a later start can show them again. Only a demonstration does this: other keys
 * are shown once and stored as digests.
 */
export async function issueDemoKeys(
  apiKeys: ApiKeys,
  dataDir: string,
  participants: ReadonlyMap<string, ParticipantId>,
): Promise<JourneyKeys> {
  const file = join(dataDir, DEMO_KEYS_FILE);
  if (existsSync(file)) return readJourneyKeys(file);

  const issue = async (participant: ParticipantId, label: string, scopes: readonly Scope[]) => {
    const { token } = await apiKeys.issue({ participant, label: `demonstration: ${label}`, scopes });
    return { participant, apiKey: token };
  };
  const issued: JourneyKeys = {};
  for (const [alias, participant] of participants) issued[alias] = await issue(participant, alias, PARTICIPANT_SCOPES);
  const [first = 1] = participants.values();
  issued[REGISTRAR] = await issue(first, REGISTRAR, REGISTRAR_SCOPES);
  await writeNewFile(file, `${JSON.stringify(issued, null, 2)}\n`);
  return issued;
}
