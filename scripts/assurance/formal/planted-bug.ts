/** A mistake in the text of a rule. */
export interface PlantedBug {
  /** A file of contracts/libraries, without its ending. */
  readonly library: string;
  /** In the body of this function, */
  readonly rule: string;
  /** this, as it stands there first, */
  readonly right: string;
  /** becomes this. */
  readonly wrong: string;
}

/** The library's text with the mistake in it. Throws when the text has no such place. */
export function plant({ rule, right, wrong }: PlantedBug, source: string): string {
  const begin = source.indexOf(`function ${rule}(`);
  const end = source.indexOf("\n    }\n", begin);
  const at = source.indexOf(right, begin);
  if (begin === -1 || at === -1 || at > end) throw new Error(`There is no "${right}" in ${rule}.`);
  return source.slice(0, at) + wrong + source.slice(at + right.length);
}
