import type { Place } from "../../domain/payload/summary.ts";

/** The display name of a place: its name, otherwise its UN/LOCODE, otherwise its identifier. */
export function placeName({ name, locode, id }: Place): string {
  if (name !== undefined) return locode === undefined ? name : `${name} (${locode})`;
  return locode ?? id ?? "";
}
