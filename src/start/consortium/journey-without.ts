import type { Journey } from "../../cli/journey/journey.ts";

/**
 * A journey without the entries of these authors.
 *
 * @throws Error if a kept entry refers to one of them.
 */
export function journeyWithout(journey: Journey, authors: ReadonlySet<string>): Journey {
  const places = new Map<number, number>();
  for (const [index, { author }] of journey.entries.entries()) if (!authors.has(author)) places.set(index, places.size);
  const entries = journey.entries.flatMap((entry, index) => {
    if (!places.has(index)) return [];
    const { refersTo } = entry;
    if (refersTo === undefined || !("entry" in refersTo)) return [entry];
    const place = places.get(refersTo.entry);
    if (place === undefined) throw new Error(`Entry ${index} of the journey refers to an entry that is left out.`);
    return [{ ...entry, refersTo: { entry: place } }];
  });
  return { ...journey, entries };
}
