import type { EntryHash } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Place } from "../../domain/payload/summary.ts";
import type { PlaceVisit } from "../../api/trace.ts";
import type { Step } from "./step.ts";

/** The places visited, in order of occurrence; entries at one place in a row are one visit. */
export function placeVisits(steps: readonly Step[]): PlaceVisit[] {
  const visits: { place: Place; from: number; until: number; entries: EntryHash[] }[] = [];
  for (const { entry, kind } of inOrderOfOccurrence(steps)) {
    // A correction says where the entry that it corrects happened.
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

/** One location within a port and the port itself are one place only when neither says more than the UN/LOCODE. */
function isSamePlace(a: Place, b: Place): boolean {
  return a.id === b.id && a.locode === b.locode && a.name === b.name;
}
