import type { Place } from "../../domain/payload/summary.ts";

/** A place as people call it: by name, else by its UN/LOCODE, else by its identifier. */
export function placeName({ name, locode, id }: Place): string {
  if (name !== undefined) return locode === undefined ? name : `${name} (${locode})`;
  return locode ?? id ?? "";
}
