/** One result. `ratio` is value ÷ rival, both measured in the same run on the same machine and chain. */
export interface Figure {
  readonly benchmark: string;
  /** Entries that the ledger held when the measurement began. */
  readonly entries: number;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly rival?: { readonly name: string; readonly value: number };
  readonly target?: Target;
}

/** The target of a figure or its ratio. */
export interface Target {
  readonly of: "value" | "ratio";
  readonly bound: "at least" | "at most";
  readonly limit: number;
}

export function ratioOf({ value, rival }: Figure): number | undefined {
  return rival && value / rival.value;
}

/** Whether the figure meets its target; `undefined` without a target. */
export function meetsTarget(figure: Figure): boolean | undefined {
  const { target } = figure;
  if (target === undefined) return undefined;
  const measured = target.of === "ratio" ? ratioOf(figure) : figure.value;
  if (measured === undefined) throw new Error(`"${figure.what}" has a target for a ratio and no rival.`);
  return target.bound === "at least" ? measured >= target.limit : measured <= target.limit;
}
