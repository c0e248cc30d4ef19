import type { JudgedMutant, Mutant } from "./mutant.ts";

/** Mutants that no test can tell from the original, and why. */
export interface Equivalents {
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** The survivors held against the list. */
export interface Comparison {
  /** Survivors on the list, each by an entry of its own. */
  readonly equivalent: readonly Mutant[];
  /** Survivors that are not on the list. */
  readonly left: readonly Mutant[];
  /** Entries of the list that name no survivor. */
  readonly obsolete: readonly Mutant[];
}

export function compareWithList(judged: readonly JudgedMutant[], list: readonly Equivalents[]): Comparison {
  const listed = Map.groupBy(
    list.flatMap(({ mutants }) => mutants),
    keyOf,
  );
  const [equivalent, left]: [Mutant[], Mutant[]] = [[], []];
  for (const mutant of judged.filter(({ fate }) => fate === "survived"))
    (listed.get(keyOf(mutant))?.pop() === undefined ? left : equivalent).push(mutant);
  return { equivalent, left, obsolete: [...listed.values()].flat() };
}

const keyOf = ({ file, operator, line, from, to }: Mutant) => JSON.stringify([file, operator, line, from, to]);
