import type { ActView } from "../../../../api/act.ts";

/** The members that the last return of a request named as missing; none when this gateway does not hold its record. */
export function missingMembers(acts: readonly ActView[]): readonly string[] {
  const missing = acts.findLast(({ kind }) => kind === "Return")?.record?.["missing"];
  return Array.isArray(missing) ? missing.filter((one: unknown) => typeof one === "string") : [];
}
