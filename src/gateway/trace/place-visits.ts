import type { EntryHash } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Place } from "../../domain/payload/summary.ts";
import type { PlaceVisit } from "../../api/trace.ts";
import type { Step } from "./step.ts";

/** Lists the visited places in the order of occurrence. Consecutive entries at one place form one visit. */
export function placeVisits(steps: readonly Step[]): PlaceVisit[] {
  const visits: { place: Place; from: number; until: number; entries: EntryHash[] }[] = [];
  for (const { entry, kind } of inOrderOfOccurrence(steps)) {
    // Skips corrections, which state the place of the corrected entry.
    if (entry.place === null || kind === KINDS.Correct) continue;
    const last = visits.at(-1);
    if (last !== undefined && isSamePlace(last.place, entry.place)) {
      last.until = entry.occurredAt;
      last.entries.push(entry.hash);
    } else {
      const { place, occurredAt } = entry;
      visits.push({ place, from: occurredAt, until: occurredAt, entries: [entry.hash] });
    }
  }
  return visits;
}

function inOrderOfOccurrence(steps: readonly Step[]): readonly Step[] {
  const isOrdered = steps.every(
    ({ entry }, index) => entry.occurredAt >= (steps[index - 1]?.entry.occurredAt ?? -Infinity),
  );
  return isOrdered ? steps : steps.toSorted((a, b) => a.entry.occurredAt - b.entry.occurredAt);
}

/** Compares id, UN/LOCODE and name: a location within a port differs from the port itself. */
function isSamePlace(a: Place, b: Place): boolean {
  return a.id === b.id && a.locode === b.locode && a.name === b.name;
}
