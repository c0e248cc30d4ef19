import type { JudgedMutant, Mutant } from "./mutant.ts";

/** Mutants that behave as the original, so that no test can detect them, and the reason. */
export interface Equivalents {
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** The survivors compared with the list. */
export interface Comparison {
  /** Survivors on the list, each matched to its own listed mutant. */
  readonly equivalent: readonly Mutant[];
  /** Survivors that are not on the list. */
  readonly left: readonly Mutant[];
  /** Listed mutants that match no survivor. */
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
