/** What one part of `npm run assurance` found. */
export interface Finding {
  /** What was tried, as a column of the table: "killed at a durable step of the pipeline". */
  readonly what: string;
  /** How often, or how many of it. */
  readonly count: number;
  /** How many of these ended as they must. Anything less fails the part. */
  readonly held: number;
  /** What a reader wants to know besides: which, where, why. */
  readonly note?: string;
}

/** One promise of the product, and the long way of putting it to the test. */
export interface Part {
  /** What holds when it passes. */
  readonly promise: string;
  /** About how long it takes on two cores. */
  readonly minutes: number;
  /**
   * @param say shows progress.
   * @param options.seed From which a random part takes all its chances, to replay a run; of its own choice when absent.
   * @throws when it could not be carried out.
   */
  run(say: (text: string) => void, options?: { readonly seed?: number }): Promise<readonly Finding[]>;
}
