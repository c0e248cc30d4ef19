/** One small change of a source file that the suites ought to notice. */
export interface Mutant {
  /** Path from the project's root. */
  readonly file: string;
  /** The kind of change, by the name that its maker has for it. */
  readonly operator: string;
  /** The line that it begins on, without indentation: what tells equal changes of one file apart. */
  readonly line: string;
  /** What stands there, and what the mutant has in its place; runs of white space are one blank. */
  readonly from: string;
  readonly to: string;
}

/** What the suites made of a mutant. Stillborn: it did not compile, or never ran. */
export type Fate = "killed" | "survived" | "stillborn";

export interface JudgedMutant extends Mutant {
  readonly fate: Fate;
}

/** A mutant of the file's text, whose bytes from `start` to `end` become `replacement`. */
export function mutantAt(
  file: string,
  text: string,
  change: { readonly operator: string; readonly start: number; readonly end: number; readonly replacement: string },
): Mutant {
  const { operator, start, end, replacement } = change;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", start);
  const line = text.slice(from, to === -1 ? undefined : to);
  return { file, operator, line: line.trim(), from: flat(text.slice(start, end)), to: flat(replacement) };
}

const flat = (source: string) => source.replaceAll(/\s+/g, " ").trim();
