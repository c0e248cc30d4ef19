import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJourney } from "../../src/cli/journey/journey.ts";
import { loadJourney } from "../../src/cli/journey/load-journey.ts";
import type { ShipmentId } from "../../src/domain/entry.ts";
import { startStack, type Stack } from "./stack.ts";

const JOURNEY = join(import.meta.dirname, "..", "..", "src", "start", "demonstration", "journey.json");

/** A stack with the demonstration's consortium and journey: a history of weeks, with places, units and cases. */
export interface DemoStack extends Stack {
  /** Ids of the journey's shipments, by canonical identifier. */
  readonly shipments: Readonly<Record<string, ShipmentId>>;
}

export async function startDemoStack(settings: Readonly<Record<string, string>> = {}): Promise<DemoStack> {
  const journey = parseJourney(await readFile(JOURNEY, "utf8"), JOURNEY);
  const enrolments = Object.fromEntries(journey.participants.map((participant) => [participant.alias, participant]));
  const stack = await startStack(settings, enrolments);
  const keys = Object.fromEntries(
    Object.entries(stack.participants).map(([alias, { id, token }]) => [alias, { participant: id, apiKey: token }]),
  );
  const { shipments } = await loadJourney({
    journey,
    keys,
    urlOf: () => stack.gateway.url,
    onRecorded: () => undefined,
  });
  return { ...stack, shipments };
}
