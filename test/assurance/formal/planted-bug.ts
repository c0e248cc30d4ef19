/** A planted bug in the text of a rule. */
export interface PlantedBug {
  /** Name of a file in `contracts`, without its extension. */
  readonly source: string;
  /** Name of the function that contains the bug. */
  readonly rule: string;
  /** The original text, at its first place in the function. */
  readonly right: string;
  /** The text that replaces it. */
  readonly wrong: string;
}

/** The source's text with the planted bug. @throws when the function lacks the original text. */
export function plant({ rule, right, wrong }: PlantedBug, text: string): string {
  const begin = text.indexOf(`function ${rule}(`);
  const end = text.indexOf("\n    }\n", begin);
  const at = text.indexOf(right, begin);
  if (begin === -1 || at === -1 || at > end) throw new Error(`The function ${rule} does not contain "${right}".`);
  return text.slice(0, at) + wrong + text.slice(at + right.length);
}
