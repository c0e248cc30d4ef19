/** One result of a part of `npm run assurance`. */
export interface Finding {
  /** The trials, as a cell of the table: "killed at a durable step of the pipeline". */
  readonly what: string;
  /** Number of trials. */
  readonly count: number;
  /** Number of trials that ended correctly. The part fails if it is below `count`. */
  readonly held: number;
  /** Further information, such as the failed cases. */
  readonly note?: string;
}

/** A promise of the product, and a long test of it. */
export interface Part {
  /** A sentence that is true when the part passes. */
  readonly promise: string;
  /** Approximate duration on two cores. */
  readonly minutes: number;
  /**
   * @param say prints progress.
   * @param options.seed makes a random part replay a run; random by default.
   * @throws an error if the part cannot run.
   */
  run(say: (text: string) => void, options?: { readonly seed?: number }): Promise<readonly Finding[]>;
}
