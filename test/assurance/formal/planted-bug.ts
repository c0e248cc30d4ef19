/** A mistake in the text of a rule. */
export interface PlantedBug {
  /** A file of contracts/, without its ending. */
  readonly source: string;
  /** In the body of this function, */
  readonly rule: string;
  /** this, as it stands there first, */
  readonly right: string;
  /** becomes this. */
  readonly wrong: string;
}

/** The source's text with the mistake in it. Throws when the text has no such place. */
export function plant({ rule, right, wrong }: PlantedBug, text: string): string {
  const begin = text.indexOf(`function ${rule}(`);
  const end = text.indexOf("\n    }\n", begin);
  const at = text.indexOf(right, begin);
  if (begin === -1 || at === -1 || at > end) throw new Error(`There is no "${right}" in ${rule}.`);
  return text.slice(0, at) + wrong + text.slice(at + right.length);
}
