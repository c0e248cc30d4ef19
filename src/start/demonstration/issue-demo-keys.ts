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

/** An API key of a demonstration, by the alias of its participant or by {@link REGISTRAR}. */
export interface DemoKey {
  readonly alias: string;
  readonly participant: ParticipantId;
  readonly scopes: readonly Scope[];
}

/** One API key for each participant. */
export function participantKeys(participants: ReadonlyMap<string, ParticipantId>): DemoKey[] {
  return [...participants].map(([alias, participant]) => ({ alias, participant, scopes: PARTICIPANT_SCOPES }));
}

/** The key with the scope govern, which is the first participant's. */
export function registrarKey(participants: ReadonlyMap<string, ParticipantId>): DemoKey {
  const [participant = 1] = participants.values();
  return { alias: REGISTRAR, participant, scopes: REGISTRAR_SCOPES };
}

/**
 * Issues the API keys of a demonstration. A file of mode 0600 keeps them, so that a later start can show them again.
 * Only a demonstration does this: other keys are shown once and stored as digests.
 */
export async function issueDemoKeys(
  apiKeys: ApiKeys,
  dataDir: string,
  wanted: readonly DemoKey[],
): Promise<JourneyKeys> {
  const file = join(dataDir, DEMO_KEYS_FILE);
  if (existsSync(file)) return readJourneyKeys(file);
  const issued: JourneyKeys = {};
  for (const { alias, participant, scopes } of wanted) {
    const { token } = await apiKeys.issue({ participant, label: `demonstration: ${alias}`, scopes });
    issued[alias] = { participant, apiKey: token };
  }
  await writeNewFile(file, `${JSON.stringify(issued, null, 2)}\n`);
  return issued;
}
