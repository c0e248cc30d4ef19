import type { EntryHash } from "../domain/entry.ts";
import { presentMembers } from "../domain/encoding/present-members.ts";
import type { WantedPayload } from "./entry.ts";
import type { FindingCode } from "./finding-sentences.ts";
import type { Finding } from "./finding.ts";

const CODES = {
  awaited: "payload-awaited",
  erased: "payload-erased",
  notHeld: "payload-not-held",
  refused: "payload-refused",
  sealed: "payload-sealed",
} as const satisfies Record<WantedPayload["state"], FindingCode>;

/** Makes the finding about entries that a gateway asks for and for which the same holds, as `wanted` states it. */
export function findingOfWanted(
  { state, since, holder, rule, height, key }: WantedPayload,
  entries: readonly EntryHash[],
): Finding {
  const facts = { count: entries.length, since, ...presentMembers({ holder, rule, height, key }) };
  return { code: CODES[state], facts, entries: [...entries] };
}
